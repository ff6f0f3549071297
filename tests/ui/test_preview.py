"""The preview of a paper: shown, made again for another size, searched, saved whole, printed."""

from dataclasses import replace

import pytest
from pypdf import PdfReader
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.reports.flow import Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.pen import BODY
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.preview import PaperDialog
from ip2a_desktop.ui.kit.printing import print_paper, printer_for
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.theme import apply_theme
from tests.unit.reports.conftest import PRINTED_AT


def make(size):
    """Make a paper of three pages with "number 7" on one of them."""
    paper = Paper("Trial", PaperContext(size, "Local 46", "Robin", PRINTED_AT))
    return paper.render([Line(f"number {number}", BODY) for number in range(120)], "Trial")


@pytest.fixture
def kit(qapp, tmp_path):
    apply_theme(qapp, "light")
    tasks = Tasks(inline=True)
    yield Kit(
        tasks,
        ChangeBus(),
        Messages(CrashReporter()),
        SettingsStore(),
        tmp_path,
        lambda _screen: {},
        lambda _screen, _layout: None,
    )
    tasks.close()


@pytest.fixture
def dialog(qtbot, kit):
    def dialog(make_paper=make, on=None, **options):
        made = PaperDialog(on or kit, "Trial", make_paper, **options)
        qtbot.addWidget(made)
        return made

    return dialog


def test_the_paper_is_shown_with_its_pages(dialog):
    shown = dialog()
    assert shown.document.status() == QPdfDocument.Status.Ready
    assert shown.document.pageCount() == 3
    assert shown.bar.count.text() == "of 3"
    assert shown.stack.state == "content"
    assert shown.print_action.isEnabled()


def test_another_paper_size_makes_it_again_and_is_remembered(dialog, kit):
    sizes = []

    def note(size):
        sizes.append(size)
        return make(size)

    shown = dialog(note)
    shown.bar.paper.setCurrentIndex(1)
    shown.bar.paper.activated.emit(1)
    assert sizes == [PaperSize.LETTER, PaperSize.A4]
    assert shown.document.pagePointSize(0).width() == pytest.approx(595.28, abs=0.01)
    dialog(note)
    assert sizes[-1] is PaperSize.A4
    dialog(note, size=PaperSize.LETTER)
    assert sizes[-1] is PaperSize.LETTER


def test_the_hall_s_own_paper_comes_first_until_the_person_chooses_another(dialog, kit):
    hall = replace(kit, hall_paper=lambda: PaperSize.A4)
    shown = dialog(on=hall)
    assert shown.document.pagePointSize(0).width() == pytest.approx(595.28, abs=0.01)
    shown.bar.paper.setCurrentIndex(0)
    shown.bar.paper.activated.emit(0)
    assert dialog(on=hall).document.pagePointSize(0).width() == pytest.approx(612, abs=0.01)


def test_a_paper_that_cannot_be_made_says_why_and_can_be_tried_again(dialog):
    tries = []

    def fail(size):
        tries.append(size)
        if len(tries) == 1:
            raise DatabaseUnavailable("The server does not answer.")
        return make(size)

    shown = dialog(fail)
    assert shown.stack.state == "failed"
    assert not shown.save_action.isEnabled()
    shown._make_paper()
    assert shown.stack.state == "content"
    assert shown.save_action.isEnabled()


def test_pages_are_turned_and_typed(dialog):
    bar = dialog().bar
    bar.step_page(1)
    assert bar.page.text() == "2"
    bar.page.setText("99")
    bar.page.editingFinished.emit()
    assert bar.page.text() == "3"
    bar.page.setText("nothing")
    bar.page.editingFinished.emit()
    assert bar.page.text() == "3"
    bar.step_page(1)
    assert bar.page.text() == "3"


def test_the_size_on_screen_goes_in_steps(dialog):
    shown = dialog()
    shown.bar.zoom.setCurrentIndex(shown.bar.zoom.findData(100))
    shown.bar.zoom.activated.emit(shown.bar.zoom.currentIndex())
    assert (shown.view.zoomMode(), shown.view.zoomFactor()) == (QPdfView.ZoomMode.Custom, 1.0)
    shown.bar.step_zoom(1)
    assert shown.view.zoomFactor() == 1.25
    shown.bar.step_zoom(-1)
    shown.bar.step_zoom(-1)
    assert shown.view.zoomFactor() == 0.75
    shown.bar.fit_width()
    assert shown.view.zoomMode() == QPdfView.ZoomMode.FitToWidth


def test_text_is_found_and_the_places_are_counted(dialog, qtbot):
    bar = dialog().bar
    bar.search.setText("number 7")
    qtbot.waitUntil(lambda: bar.found.text().endswith("of 11"), timeout=5000)  # 7 and 70 to 79
    assert bar.found.text() == "1 of 11"
    bar.step_found(-1)
    assert bar.found.text() == "11 of 11"
    bar.search.setText("nowhere")
    qtbot.waitUntil(lambda: bar.found.text() == "Not found", timeout=5000)
    bar.search.clear()
    assert bar.found.text() == ""


def test_it_is_saved_whole_under_a_name_that_every_system_takes(dialog, qtbot, tmp_path, kit):
    shown = dialog(file_name="Member: Silva/Ana")
    assert shown._file_name == "Member Silva Ana.pdf"
    path = tmp_path / shown._file_name
    with qtbot.waitSignal(shown.saved):
        shown.save_to(path)
    assert path.read_bytes() == shown.pdf
    assert kit.settings.get("paper.folder", "") == str(tmp_path)


def test_a_folder_that_takes_no_file_is_a_message(dialog, tmp_path, monkeypatch, kit):
    shown = dialog()
    errors = []
    monkeypatch.setattr(Messages, "show_error", lambda _self, error: errors.append(str(error)))
    shown.save_to(tmp_path / "gone" / "a.pdf")
    assert len(errors) == 1
    assert "not there" in errors[0]


def to_file(size, path, name="Trial"):
    printer = printer_for(size, name)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(100)
    return printer


@pytest.mark.parametrize("size", PaperSize)
def test_all_pages_are_printed_at_their_true_size(size, dialog, qtbot, tmp_path):
    shown = dialog(size=size)
    with qtbot.waitSignal(shown.printed) as printed:
        shown.print_to(to_file(size, tmp_path / "out.pdf"))
    assert printed.args == [3]
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert len(pages) == 3
    assert float(pages[0].mediabox.width) == pytest.approx(shown.document.pagePointSize(0).width(), abs=1)


def test_only_the_chosen_pages_are_printed_and_progress_is_told(qapp, tmp_path):
    printer = to_file(PaperSize.A4, tmp_path / "out.pdf")
    printer.setFromTo(2, 3)
    told = []
    pdf = make(PaperSize.LETTER)
    assert print_paper(pdf, printer, lambda done, total, words: told.append((done, total))) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2


def test_what_is_printed_is_black_on_white(qapp, tmp_path):
    print_paper(make(PaperSize.LETTER), to_file(PaperSize.LETTER, tmp_path / "out.pdf"), lambda *_: None)
    images = [one.image.convert("L") for one in PdfReader(tmp_path / "out.pdf").pages[0].images]
    dark = sum(sum(image.histogram()[:100]) for image in images)
    light = sum(sum(image.histogram()[200:]) for image in images)
    assert dark > 500
    assert light > 20 * dark


def test_a_keyboard_reaches_everything(dialog):
    shown = dialog()
    names = [action.objectName() for action in shown.actions()]
    assert {"print", "save", "find", "zoom_in", "zoom_out", "zoom_fit"} <= set(names)
    shown.show()
    QApplication.processEvents()
    for action in shown.actions():
        if action.objectName() == "find":
            action.trigger()
    assert shown.focusWidget() is shown.bar.search
