"""The way to the office server: where it is, who signs in, and how the connection is protected."""

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

from ip2a_desktop.ui.kit.states import words_of
from ip2a_desktop.ui.kit.theme import mark_invalid, restyle
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import IconLabel, button, column, frame, label, tool_button
from ip2a_desktop.ui.start.server_choice import ServerChoice, TlsMode

_MODES: Final[tuple[tuple[TlsMode, str, str], ...]] = (
    ("verify-full", "Encrypted, and the server proves who it is", ""),
    (
        "verify-ca",
        "Encrypted, but the server’s name is not checked",
        "Another machine with a certificate from the same office could pretend to be your server.",
    ),
    (
        "require",
        "Encrypted, but anybody may pretend to be the server",
        "Nobody can listen in passing, but an impostor gets your password and every record you open.",
    ),
    (
        "disable",
        "Not encrypted",
        "Everybody on the same network can read your password and every record you open.",
    ),
)
_HINT: Final = (
    "Whoever looks after the server gives you these. Your password is kept by this computer’s keyring, never in a file."
)
_WIDTH: Final = 560
_DEFAULT_PORT: Final = 5432
_DEFAULT_DATABASE: Final = "ip2a"


class ServerForm(QWidget):
    """Asks for the server.

    Signals:
        chosen(ServerChoice): everything is filled in and Connect was pressed.
        back_wanted(): the person wants the other choices.
    """

    chosen = Signal(object)
    back_wanted = Signal()

    def __init__(self, known: ServerChoice | None = None) -> None:
        super().__init__()
        self._problems: dict[str, QLabel] = {}
        self.host = _field("Server", "hall-server.example.org")
        self.port = _field("Port")
        self.port.setValidator(QIntValidator(1, 65535, self))
        self.database = _field("Database")
        self.user = _field("User name")
        self.password = _field("Password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.tls = QComboBox()
        self.tls.setAccessibleName("Protection")
        for mode, words, _warning in _MODES:
            self.tls.addItem(words, mode)
        self.ca_file = _field("CA file", "The certificates that this computer trusts")
        self._warning = label("", "body", wrap=True)
        self._notice = _notice("warn", self._warning)
        self._failure = label("", "body", wrap=True, selectable=True)
        self._failed = _notice("bad", self._failure)
        self.connect_button = button("Connect", "primary", on_click=self._submit)
        self.connect_button.setDefault(True)
        self._back = button("Back", "plain", on_click=self.back_wanted.emit)
        self._lay_out()
        self.tls.currentIndexChanged.connect(self._on_mode)
        for one in (self.host, self.port, self.database, self.user, self.password, self.ca_file):
            one.returnPressed.connect(self._submit)
        self._fill(known)
        self._on_mode()

    def _fill(self, known: ServerChoice | None) -> None:
        self.port.setText(str(known.port if known else _DEFAULT_PORT))
        self.database.setText(known.database if known else _DEFAULT_DATABASE)
        if known is not None:
            self.host.setText(known.host)
            self.user.setText(known.user)
            self.ca_file.setText(known.ca_file)
            self.tls.setCurrentIndex(self.tls.findData(known.tls))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self.connect_button)
        hint = label(_HINT, "muted", wrap=True)
        card = column(label("Connect to the office server", "title"), hint, spacing=GAP // 2, margin=MARGIN + GAP)
        card.addSpacing(GAP_WIDE)
        card.addLayout(self._rows())
        card.addSpacing(GAP)
        card.addWidget(self._failed)
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
        _mode, _words, warning = _MODES[self.tls.currentIndex()]
        self._warning.setText(warning)
        self._notice.setHidden(not warning)
        self.ca_file.setEnabled(self.tls.currentData() in ("verify-full", "verify-ca"))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "CA file", "", "Certificates (*.crt *.pem *.cer);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.ca_file.setText)
        dialog.open()

    def choice(self) -> ServerChoice:
        """Return what is typed now."""
        return ServerChoice(
            host=self.host.text().strip(),
            port=int(self.port.text() or _DEFAULT_PORT),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text(),
            tls=self.tls.currentData(),
            ca_file=self.ca_file.text().strip() if self.ca_file.isEnabled() else "",
        )

    def _submit(self) -> None:
        needed = (
            (self.host, "Server", "Write the server’s name, such as hall-server.example.org."),
            (self.database, "Database", "Write the name of the database; it is often ip2a."),
            (self.user, "User name", "Write the name that you sign in with."),
        )
        missing = [(editor, words, sentence) for editor, words, sentence in needed if not editor.text().strip()]
        for editor, words, _sentence in needed:
            mark_invalid(editor, False)
            self._problems[words].hide()
        for editor, words, sentence in missing:
            mark_invalid(editor, True)
            self._problems[words].setText(sentence)
            self._problems[words].show()
        if missing:
            missing[0][0].setFocus()
            return
        self._failed.hide()
        self.chosen.emit(self.choice())

    def set_busy(self, busy: bool) -> None:
        """Show that the program is connecting, and take no second press."""
        self.connect_button.setText("Connecting…" if busy else "Connect")
        self.connect_button.setEnabled(not busy)

    def show_problem(self, error: Exception) -> None:
        """Say why the server could not be reached; what was typed stays."""
        self.set_busy(False)
        self._failure.setText("\n".join(part for part in words_of(error) if part))
        self._failed.show()


def _field(name: str, placeholder: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


def _notice(tone: Literal["warn", "bad"], words: QLabel) -> QFrame:
    row = QHBoxLayout()
    row.setContentsMargins(GAP + 4, GAP, GAP + 4, GAP)
    row.setSpacing(GAP)
    row.addWidget(IconLabel("warning", f"{tone}_text"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    made = frame("notice", row)
    made.setProperty("tone", tone)
    restyle(made)
    made.hide()
    return made
