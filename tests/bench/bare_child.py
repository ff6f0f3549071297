"""The reference of the start: a window with nothing in it. Run by the bench in a process of its own."""

import sys

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Bare(QWidget):
    """Says when it is painted."""

    def event(self, event: QEvent) -> bool:
        """See the class."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            print("rows", flush=True)
            QTimer.singleShot(0, QApplication.instance(), lambda: QApplication.exit(0))
        return done


app = QApplication([])
window = QMainWindow()
window.setCentralWidget(Bare())
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
