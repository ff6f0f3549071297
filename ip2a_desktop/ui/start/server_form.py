"""The way to the office server: where it is, who signs in, and how the connection is protected."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ip2a_desktop.domain.profiles import TLS_MODES, USUAL_DATABASE, USUAL_PORT, ServerProfile
from ip2a_desktop.ui.kit.states import words_of
from ip2a_desktop.ui.kit.theme import mark_invalid, restyle
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import IconLabel, button, column, frame, label, tool_button
from ip2a_desktop.ui.start.server_choice import ServerChoice

_HINT: Final = (
    "Whoever looks after the server gives you these. Your password is kept by this computer’s keyring, never in a file."
)
_WIDTH: Final = 560
_FILES: Final = "Server profiles (*.json)"
_IF_EMPTY: Final = "Leave empty for the one kept by the keyring"


class ServerForm(QWidget):
    """Asks for the server.

    Signals:
        chosen(ServerChoice): everything is filled in and Connect was pressed.
        test_wanted(ServerChoice): the same, for a try only.
        import_wanted(Path): take the server of a file that an admin gave out.
        export_wanted(ServerProfile, Path): write such a file.
        back_wanted(): the person wants the other choices.
    """

    chosen = Signal(object)
    test_wanted = Signal(object)
    import_wanted = Signal(object)
    export_wanted = Signal(object, object)
    back_wanted = Signal()

    def __init__(self, known: ServerChoice | None = None) -> None:
        super().__init__()
        self._problems: dict[str, QLabel] = {}
        self.known = QComboBox()
        self.known.setAccessibleName("Known servers")
        self._profiles: list[ServerProfile] = []
        self.name = _field("Name", "What you call it, such as Our hall")
        self.host = _field("Server", "hall-server.example.org")
        self.host.setToolTip("Several servers, for when one fails: write commas between them.")
        self.port = _field("Port")
        self.port.setValidator(QIntValidator(1, 65535, self))
        self.database = _field("Database")
        self.user = _field("User name")
        self.password = _field("Password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.tls = QComboBox()
        self.tls.setAccessibleName("Protection")
        for mode, words, _warning in TLS_MODES:
            self.tls.addItem(words, mode)
        self.ca_file = _field("CA file", "The certificates that this computer trusts")
        self._warning = label("", "body", wrap=True)
        self._notice = _notice("warn", self._warning)
        self._failure = label("", "body", wrap=True, selectable=True)
        self._failed = _notice("bad", self._failure)
        self.connect_button = button("Connect", "primary", on_click=self._submit)
        self.connect_button.setDefault(True)
        self.test_button = button("Test connection", on_click=self._test)
        self.export_button = button("Export…", "quiet", on_click=self._choose_export)
        self._import = button("Import…", "quiet", on_click=self._choose_import)
        self._success = label("", "body", wrap=True, selectable=True)
        self._reached = _notice("good", self._success)
        self._back = button("Back", "plain", on_click=self.back_wanted.emit)
        self._lay_out()
        self.tls.currentIndexChanged.connect(self._on_mode)
        self.known.activated.connect(self._on_known)
        for one in (self.name, self.host, self.port, self.database, self.user, self.password, self.ca_file):
            one.returnPressed.connect(self._submit)
        self._fill(known)
        self.set_profiles([])
        self._on_mode()

    def _fill(self, known: ServerChoice | None) -> None:
        self.port.setText(str(known.port if known else USUAL_PORT))
        self.database.setText(known.database if known else USUAL_DATABASE)
        if known is not None:
            self.name.setText(known.name)
            self.host.setText(known.host)
            self.user.setText(known.user)
            self.ca_file.setText(known.ca_file)
            self.tls.setCurrentIndex(self.tls.findData(known.tls))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self.test_button)
        buttons.addWidget(self.connect_button)
        hint = label(_HINT, "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label("Connect to the office server", "title"), 1)
        head.addWidget(self._import)
        head.addWidget(self.export_button)
        card = column(hint, spacing=GAP // 2, margin=MARGIN + GAP)
        card.insertLayout(0, head)
        card.addSpacing(GAP_WIDE)
        card.addWidget(self.known)
        card.addSpacing(GAP)
        card.addLayout(self._rows())
        card.addSpacing(GAP)
        card.addWidget(self._failed)
        card.addWidget(self._reached)
        card.addSpacing(GAP)
        card.addLayout(buttons)
        around = frame("card", card)
        around.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(around, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _rows(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_WIDE)
        form.setVerticalSpacing(GAP + 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.port.setFixedWidth(88)
        port_label = label("Port")
        port_label.setBuddy(self.port)
        self._add_row(form, "Name", self.name)
        self._add_row(form, "Server", self.host, port_label, self.port)
        self._add_row(form, "Database", self.database)
        self._add_row(form, "User name", self.user)
        self._add_row(form, "Password", self.password)
        self._add_row(form, "Protection", self.tls)
        form.addRow(self._notice)
        chooser = tool_button("folder-open", "Choose the CA file", self._choose_file)
        self._add_row(form, "CA file", self.ca_file, chooser)
        return form

    def _add_row(self, form: QFormLayout, words: str, editor: QWidget, *beside: QWidget) -> None:
        problem = label("", "error", wrap=True)
        problem.hide()
        self._problems[words] = problem
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(editor, 1)
        for one in beside:
            line.addWidget(one)
        field = QVBoxLayout()
        field.setSpacing(GAP // 2)
        field.addLayout(line)
        field.addWidget(problem)
        name = label(words)
        name.setBuddy(editor)
        name.setFixedHeight(CONTROL_HEIGHT)
        form.addRow(name, field)

    def _on_mode(self) -> None:
        _mode, _words, warning = TLS_MODES[self.tls.currentIndex()]
        self._warning.setText(warning)
        self._notice.setHidden(not warning)
        self.ca_file.setEnabled(self.tls.currentData() in ("verify-full", "verify-ca"))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "CA file", "", "Certificates (*.crt *.pem *.cer);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.ca_file.setText)
        dialog.open()

    def set_profiles(self, profiles: Sequence[ServerProfile], chosen: ServerProfile | None = None) -> None:
        """Offer the servers that this computer knows; fill the form with one of them."""
        self._profiles = list(profiles)
        self.known.clear()
        self.known.addItems(["Choose a server that you know…", *(one.name for one in self._profiles)])
        self.known.setVisible(bool(self._profiles))
        if chosen is not None:
            self.known.setCurrentIndex(1 + self._profiles.index(chosen))
            self._fill(ServerChoice.of(chosen))
            self.host.setCursorPosition(0)
            self._clear_problems()
            (self.password if chosen.user else self.user).setFocus()

    def _on_known(self, place: int) -> None:
        if place > 0:
            self.set_profiles(self._profiles, self._profiles[place - 1])
            self.password.clear()
            self.password.setPlaceholderText(_IF_EMPTY)
            self._quiet()

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, "Import a server profile", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.import_wanted.emit(Path(file)))
        dialog.open()

    def _choose_export(self) -> None:
        if not self._is_filled(for_others=True):
            return
        dialog = QFileDialog(self, "Export this server for others", "Our hall.json", _FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.export_wanted.emit(self.choice().profile, Path(file)))
        dialog.open()

    def choice(self) -> ServerChoice:
        """Return what is typed now."""
        return ServerChoice(
            host=self.host.text().strip(),
            port=int(self.port.text() or USUAL_PORT),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text(),
            tls=self.tls.currentData(),
            ca_file=self.ca_file.text().strip() if self.ca_file.isEnabled() else "",
            name=self.name.text().strip(),
        )

    def _test(self) -> None:
        if self._is_filled():
            self.test_button.setText("Testing…")
            self.test_button.setEnabled(False)
            self.test_wanted.emit(self.choice())

    def _submit(self) -> None:
        if self._is_filled():
            self.chosen.emit(self.choice())

    def _quiet(self) -> None:
        self._failed.hide()
        self._reached.hide()

    def _clear_problems(self) -> None:
        for editor, words in ((self.host, "Server"), (self.database, "Database"), (self.user, "User name")):
            mark_invalid(editor, False)
            self._problems[words].hide()

    def _is_filled(self, *, for_others: bool = False) -> bool:
        """Say whether nothing is missing; what is, is named at its field."""
        needed = [
            (self.host, "Server", "Write the server’s name, such as hall-server.example.org."),
            (self.database, "Database", "Write the name of the database; it is often ip2a."),
        ]
        user = (self.user, "User name", "Write the name that you sign in with.")
        self._clear_problems()
        needed += [] if for_others else [user]
        missing = [(editor, words, sentence) for editor, words, sentence in needed if not editor.text().strip()]
        for editor, words, sentence in missing:
            mark_invalid(editor, True)
            self._problems[words].setText(sentence)
            self._problems[words].show()
        if missing:
            missing[0][0].setFocus()
        else:
            self._quiet()
        return not missing

    def set_busy(self, busy: bool) -> None:
        """Show that the program is connecting, and take no second press."""
        self.connect_button.setText("Connecting…" if busy else "Connect")
        self.connect_button.setEnabled(not busy)

    def show_problem(self, error: Exception) -> None:
        """Say why the server could not be reached; what was typed stays."""
        self.set_busy(False)
        self.test_button.setText("Test connection")
        self.test_button.setEnabled(True)
        self._reached.hide()
        self._failure.setText("\n".join(part for part in words_of(error) if part))
        self._failed.show()

    def show_done(self, words: str, warnings: Sequence[str] = ()) -> None:
        """Say what went well, and what is not as it should be all the same."""
        self.test_button.setText("Test connection")
        self.test_button.setEnabled(True)
        self._failed.hide()
        self._success.setText("\n".join((words, *warnings)))
        self._reached.show()


def _field(name: str, placeholder: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


def _notice(tone: Literal["warn", "bad", "good"], words: QLabel) -> QFrame:
    row = QHBoxLayout()
    row.setContentsMargins(GAP + 4, GAP, GAP + 4, GAP)
    row.setSpacing(GAP)
    row.addWidget(
        IconLabel("check-circle" if tone == "good" else "warning", f"{tone}_text"), 0, Qt.AlignmentFlag.AlignTop
    )
    row.addWidget(words, 1)
    made = frame("notice", row)
    made.setProperty("tone", tone)
    restyle(made)
    made.hide()
    return made
