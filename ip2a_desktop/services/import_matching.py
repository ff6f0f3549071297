"""Which records the rows of a file may be: one question to the database for hundreds of rows at once."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnClause,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    column,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from ip2a_desktop.db.models import Member, MemberPrivate, Organization
from ip2a_desktop.domain.import_decisions import Kept, Likeness, all_fields
from ip2a_desktop.domain.import_fields import FIELDS
from ip2a_desktop.domain.import_rows import RowValues
from ip2a_desktop.domain.imports import ImportKind
from ip2a_desktop.domain.words import Word

_M, _P, _O = Member.__table__, MemberPrivate.__table__, Organization.__table__
_CARD_KEY: ColumnElement[str] = literal_column(r"upper(regexp_replace(member.card_number, '\s', '', 'g'))")
_NO_VERSION = null().label("private_version")
_SIGNS = r"""[][\s!"#$%&'()*+,./:;<=>?@\\^_`{|}~-]+"""

Matches = dict[int, tuple[str, tuple[Kept, ...]]]
"""Row number -> the key that makes a record one of its kind, and the records that the row may be."""


class Matcher:
    """Finds the records of one kind.

    Args:
        kind: what the rows are.
        with_private: whether this person may read birth dates, which tell namesakes apart.
    """

    def __init__(self, kind: ImportKind, *, with_private: bool) -> None:
        self._kind = kind
        self._with_private = with_private and kind is ImportKind.MEMBERS
        self._fields = all_fields(kind, private=False)
        self._private = all_fields(kind, private=True) if self._with_private else ()
        self._words = {one.name: one.word for one in FIELDS[kind] if one.word is not None}
        members = kind is ImportKind.MEMBERS
        self._statement = self._members() if members else self._employers()

    def find(self, session: Session, rows: Mapping[int, RowValues]) -> Matches:
        """Return for each row its key and the records it may be, in one round trip."""
        given = [self._given(number, row) for number, row in rows.items()]
        found: dict[int, dict[UUID, Kept]] = defaultdict(dict)
        keys: dict[int, str] = {}
        for line in session.execute(self._statement, {"rows": given}):
            keys[line.row_number] = line.row_key or ""
            if line.id is not None:
                kept = self._kept(line)
                known = found[line.row_number].get(kept.id)
                if known is None or kept.how < known.how:
                    found[line.row_number][kept.id] = kept
        return {number: (keys.get(number, ""), (*found[number].values(),)) for number in rows}

    def _given(self, number: int, row: RowValues) -> dict[str, Any]:
        values: dict[str, Any] = {"row_number": number}
        names = ("email", "first_name", "last_name", "phone") if self._is_members else ("name", "city", "state")
        values.update({name: row.values.get(name, "") for name in names})
        if self._is_members:
            values["card_key"] = re.sub(r"\s", "", row.values.get("card_number", "")).upper()
            born = row.private.get("birth_date")
            values["birth_date"] = born.isoformat() if born else None
        return values

    @property
    def _is_members(self) -> bool:
        return self._kind is ImportKind.MEMBERS

    def _kept(self, line: Any) -> Kept:
        values = line._mapping
        return Kept(
            id=line.id,
            version=line.version,
            how=Likeness(line.how),
            values={name: _worded(self._words.get(name), values[name]) for name in self._fields},
            private={name: values[name] for name in self._private},
            private_version=line.private_version,
            in_bin=line.deleted_at is not None,
            same_first=line.same_first,
            same_last=line.same_last,
        )

    def _members(self) -> Select[Any]:
        texts = ["card_key", "email", "first_name", "last_name", "phone"]
        given = _given_rows(texts, ["first_name", "last_name"], dates=["birth_date"])
        found = self._found_members(given).cte("found")
        private: list[ColumnElement[Any]] = [_NO_VERSION]
        if self._with_private:
            private = [_P.c.version.label("private_version"), *(_P.c[name] for name in self._private)]
        source: FromClause = given.outerjoin(found, found.c.row_number == given.c.row_number)
        source = source.outerjoin(_M, _M.c.id == found.c.id)
        if self._with_private:
            source = source.outerjoin(_P, _P.c.id == _M.c.id)
        return select(
            given.c.row_number,
            given.c.card_key.label("row_key"),
            found.c.how,
            func.coalesce(given.c.plain_first_name == _plain(_M.c.first_name), False).label("same_first"),
            func.coalesce(given.c.plain_last_name == _plain(_M.c.last_name), False).label("same_last"),
            *(_M.c[name] for name in ("id", "version", "deleted_at", *self._fields)),
            *private,
        ).select_from(source)

    def _found_members(self, given: FromClause) -> CompoundSelect[Any]:
        number = given.c.row_number
        by_card = (
            select(number, _M.c.id, _how(Likeness.KEY))
            .select_from(given.join(_M, given.c.card_key == _CARD_KEY))
            .where(given.c.card_key != "")
        )
        same_email = func.lower(_M.c.email) == func.lower(given.c.email)
        by_email = (
            select(number, _M.c.id, _how(Likeness.EMAIL))
            .select_from(given.join(_M, same_email))
            .where(given.c.email != "", _M.c.email != "", given.c.plain_last_name == _plain(_M.c.last_name))
        )
        # By equal phones and days first: those join fast at any size, and few pairs are left to compare by name.
        by_phone = self._namesakes(given, given.join(_M, _M.c.phone == given.c.phone)).where(given.c.phone != "")
        found = [by_card, by_email, by_phone]
        if self._with_private:
            born = given.join(_P, _P.c.birth_date == given.c.birth_date).join(_M, _M.c.id == _P.c.id)
            found.append(self._namesakes(given, born))
        return union_all(*found)

    def _namesakes(self, given: FromClause, source: FromClause) -> Select[Any]:
        same_name = (given.c.plain_first_name == _plain(_M.c.first_name)) & (
            given.c.plain_last_name == _plain(_M.c.last_name)
        )
        named = (given.c.first_name != "") & (given.c.last_name != "")
        found = select(given.c.row_number, _M.c.id, _how(Likeness.NAME)).select_from(source)
        return found.where(named, _M.c.deleted_at.is_(None), same_name)

    def _employers(self) -> Select[Any]:
        given = _given_rows(["name", "city", "state"], ["name", "city"])
        same_city = _plain(_O.c.city) == given.c.plain_city
        same_state = _O.c.state == given.c.state
        open_city = or_(same_city, _O.c.city == "", given.c.city == "")
        open_state = or_(same_state, _O.c.state == "", given.c.state == "")
        same_name = _plain(_O.c.name) == given.c.plain_name
        how = case((and_(same_city, same_state), Likeness.KEY.value), else_=Likeness.NAME.value)
        key = given.c.plain_name + "|" + given.c.plain_city + "|" + given.c.state
        return select(
            given.c.row_number,
            case((given.c.name != "", key), else_="").label("row_key"),
            how.label("how"),
            literal(True).label("same_first"),
            literal(True).label("same_last"),
            _NO_VERSION,
            *(_O.c[name] for name in ("id", "version", "deleted_at", *self._fields)),
        ).select_from(given.outerjoin(_O, and_(same_name, open_city, open_state)))


def _worded(word: type[Word] | None, value: Any) -> Any:
    return value if word is None else word.from_text(value)


def _given_rows(texts: Sequence[str], plain: Sequence[str], dates: Sequence[str] = ()) -> CTE:
    """The rows of the file as a table, sent once; some texts also folded, in columns named ``plain_``."""
    columns: list[ColumnClause[Any]] = [column("row_number", Integer)]
    columns += [column(name, Text) for name in texts] + [column(name, Date) for name in dates]
    sent = func.jsonb_to_recordset(bindparam("rows", type_=JSONB)).table_valued(*columns, name="sent")
    rows = sent.render_derived(with_types=True)
    return select(*rows.c, *(_plain(rows.c[name]).label(f"plain_{name}") for name in plain)).cte("given")


def _how(likeness: Likeness) -> ColumnElement[int]:
    return literal(likeness.value).label("how")


def _plain(words: ColumnElement[Any]) -> ColumnElement[str]:
    """Case, accents, blanks and signs aside; a name of nothing but signs stays as it is."""
    folded = func.ip2a_fold(words, type_=Text)
    return func.coalesce(func.nullif(func.regexp_replace(folded, _SIGNS, "", "g"), ""), folded, type_=Text)
