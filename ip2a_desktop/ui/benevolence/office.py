"""Which member each sign-in name of the office is, and whose family: so that nobody decides on their own case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.lists import ListSource
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.domain.persons import FamilyDraft, FamilyRow, Office, OfficePerson, PersonLinkDraft
from ip2a_desktop.ui.benevolence.form import member_field
from ip2a_desktop.ui.benevolence.words import NOBODY, OFFICE
from ip2a_desktop.ui.kit.cards import Card, CardList
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import button, label, line

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings

_WHY: Final = "Nobody decides on their own application or on that of their family. Say here who is who."
_WIDTH: Final = 640
_CARD_HEIGHT: Final = 70
_MOST_CARDS: Final = 4
"""So many people are seen before the list scrolls."""
_FAMILY_HEIGHT: Final = 208
_RELATIONS = Noun("relation", "relations")
_WORDS = ChildWords(
    _RELATIONS,
    "users",
    "No family in the local",
    "Write down who of the members is family or lives in the same household.",
)


class OfficeDialog(Dialog):
    """The people of the office; below them the family of the chosen one.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        settings: reads and saves who is who.
        members: finds members.
        is_admin: says whether the person may say it for others; blocking, called in a worker.
    """

    def __init__(
        self,
        kit: Kit,
        parent: QWidget,
        settings: BenevolenceSettings,
        members: ListSource[MemberRow],
        is_admin: Callable[[], bool],
    ) -> None:
        super().__init__(OFFICE, parent.window(), width=_WIDTH)
        self._kit = kit
        self._settings = settings
        self._members = members
        self._is_admin = is_admin
        self._may_link = False
        self._office = Office((), "")
        self.dialog: FormDialog | None = None
        self.nobody = Notice("info")
        self.people = CardList("People of the office")
        self.link_button = button("Choose member…", icon_name="identification-card", on_click=self._link)
        self.whose = label("Family", "section")
        self.family = FamilyList(kit, settings, members)
        self.family.setFixedHeight(_FAMILY_HEIGHT)
        self._lay_out()
        self.add_button("Close")
        self.people.current_changed.connect(lambda _id: self._follow())
        self.people.opened.connect(lambda _id: self._link())
        kit.bus.changed.connect(self._on_changed)
        self._ids: dict[UUID, OfficePerson] = {}
        self.read()

    def _lay_out(self) -> None:
        verbs = QHBoxLayout()
        verbs.addWidget(self.link_button)
        verbs.addStretch(1)
        self.add_sentence(_WHY)
        self.body.addWidget(self.nobody)
        self.body.addLayout(verbs)
        self.body.addWidget(line())
        self.body.addWidget(self.people)
        self.body.addSpacing(GAP)
        self.body.addWidget(self.whose)
        self.body.addWidget(line())
        self.body.addWidget(self.family)

    def read(self) -> None:
        """Read who is who."""
        settings, is_admin = self._settings, self._is_admin
        self._kit.tasks.run(
            self, lambda: (settings.office(), is_admin()), self._show, self._kit.show_error, key="office"
        )

    @property
    def chosen(self) -> OfficePerson | None:
        """The person whose card is current."""
        return self._ids.get(self.people.current_id) if self.people.current_id else None

    def choose(self, login: str) -> None:
        """Make somebody's card current."""
        self.people.choose(_id_of(login))

    def _show(self, found: tuple[Office, bool]) -> None:
        before = self.chosen
        self._office, self._may_link = found
        self._ids = {_id_of(one.login): one for one in self._office.people}
        self.nobody.say(NOBODY if self._office.is_unknown else "")
        self.people.setFixedHeight(_CARD_HEIGHT * min(max(len(self._ids), 1), _MOST_CARDS))
        self.people.show_cards([_card(number, one, self._office.me) for number, one in self._ids.items()])
        self.choose(before.login if before is not None else self._office.me)
        self.link_button.setHidden(not self._may_link)
        self._follow()
        self._fit()

    def _follow(self) -> None:
        chosen = self.chosen
        self.link_button.setEnabled(chosen is not None)
        self.whose.setText(f"Family of {chosen.login}" if chosen is not None else "Family")
        is_mine = chosen is not None and chosen.login == self._office.me
        self.family.show_person(chosen, read_only=not (self._may_link or is_mine))

    def _link(self) -> None:
        person = self.chosen
        if person is None or not self._may_link:
            return
        form = Form(PersonLinkDraft)
        field = member_field(self._kit, self._members)
        form.add("member_id", field, hint="Empty for somebody who is not a member of the local")
        if person.link is None:
            form.load_new(login=person.login)
        else:
            if person.link.member_id is not None:
                field.know(person.link.member_id, person.link.member)
            link = person.link
            form.load(
                PersonLinkDraft.model_construct(
                    id=link.id, version=link.version, login=person.login, member_id=link.member_id
                )
            )
        title = f"Which member is {person.login}?"
        self.dialog = FormDialog(
            self._kit, self, title, f"the link of {person.login}", form, self._settings.save_person
        )
        self.dialog.open()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(("person_member", "person_family")):
            self.read()


class FamilyList(ChildList):
    """The members who are family of one person of the office.

    Args:
        kit: the screens' tools.
        settings: saves relations.
        members: finds members.
    """

    def __init__(self, kit: Kit, settings: BenevolenceSettings, members: ListSource[MemberRow]) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._settings = settings
        self._members = members
        self._person: OfficePerson | None = None
        self._rows: dict[UUID, FamilyRow] = {}
        self._may_edit = False
        self.dialog: FormDialog | None = None
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._end)
        self.restore_wanted.connect(self._restore)

    def show_person(self, person: OfficePerson | None, *, read_only: bool) -> None:
        """Show somebody's family; everybody writes down their own, an admin anybody's."""
        self._person = person
        self._may_edit = person is not None and not read_only
        self._rows = {one.id: one for one in person.family} if person is not None else {}
        self.set_read_only(not self._may_edit)
        self.show_cards([Card(one.id, one.member, meta=one.relation.label) for one in self._rows.values()])
        if person is not None:
            self.show_bin(_id_of(person.login), person.in_bin)

    def _add(self) -> None:
        if self._person is not None and self._may_edit:
            self._open(FamilyDraft.model_construct(login=self._person.login), "")

    def _edit(self, one: UUID) -> None:
        row = self._rows.get(one)
        if row is not None and self._may_edit:
            draft = FamilyDraft.model_construct(
                id=row.id, version=row.version, login=row.login, member_id=row.member_id, relation=row.relation
            )
            self._open(draft, row.member)

    def _open(self, draft: FamilyDraft, member: str) -> None:
        form = Form(FamilyDraft)
        field = member_field(self._kit, self._members)
        if draft.member_id is not None:
            field.know(draft.member_id, member)
        form.add("member_id", field, required=True)
        form.add("relation")
        form.load(draft)
        title = f"Family of {draft.login}"
        self.dialog = FormDialog(self._kit, self, title, "this relation", form, self._settings.save_family)
        self.dialog.open()

    def _end(self, one: UUID) -> None:
        if self._may_edit:
            self._kit.move_to_bin(self, [one], _RELATIONS, self._settings.bin_family, self._restored)

    def _restore(self, one: UUID) -> None:
        if self._may_edit:
            self._kit.bring_back([one], _RELATIONS, self._restored)

    def _restored(self, ids: Sequence[UUID]) -> Changes:
        return self._settings.restore_family(ids)


def _id_of(login: str) -> UUID:
    """A card needs an id, and a sign-in name has none."""
    return uuid5(NAMESPACE_OID, login)


def _card(number: UUID, person: OfficePerson, me: str) -> Card:
    chips = (Chip("You", "user", "info"),) if person.login == me else ()
    duties = ", ".join(person.duties) or "Cannot sign in any more"
    count = len(person.family)
    kin = f" · {count} of the family" if count else ""
    return Card(number, person.login, chips, person.member, body=duties + kin)
