"""The dialog in which a channel of notices is set up; its secret goes into this computer's keyring, never a file."""

from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field
from PySide6.QtWidgets import QLineEdit, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.errors import StaleRecord
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.notices import Channel, ChannelKind, Digest
from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.text_fields import LineField
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.maintenance.desk import Notices

_ADVICE: Final[dict[ChannelKind, str]] = {
    ChannelKind.LOG: "Each notice is a line of a file on the computer that sends it.",
    ChannelKind.EMAIL: "The password is kept in this computer’s keyring. Notices never carry names of members.",
    ChannelKind.SLACK: "Slack’s address of an incoming webhook holds its token: it is kept in this computer’s keyring.",
    ChannelKind.WEBHOOK: "https only; private addresses and redirects are refused unless the host is named below.",
}


class Encryption(Word):
    """How the mail server is spoken to."""

    STARTTLS = "starttls", "STARTTLS"
    SSL = "ssl", "TLS from the start"
    INSECURE = "insecure", "None (in the hall’s own network only)"


class ChannelDraft(Draft):
    """A channel as its form shows it; each kind uses some of the fields."""

    kind: ChannelKind
    name: Annotated[str, Field(max_length=80, title="Name")] = ""
    address: Annotated[str, Field(max_length=500, title="Address")] = ""
    minimum: Annotated[Severity, Field(title="From this priority up")] = Severity.MEDIUM
    digest: Annotated[Digest, Field(title="How often")] = Digest.AT_ONCE
    is_on: Annotated[bool, Field(title="Send notices here")] = True
    server: Annotated[str, Field(max_length=200, title="Mail server")] = ""
    port: Annotated[str, Field(max_length=5, pattern=r"^\d*$", title="Port")] = ""
    mode: Annotated[Encryption, Field(title="Encryption")] = Encryption.STARTTLS
    user: Annotated[str, Field(max_length=200, title="Login of the mail server")] = ""
    sender: Annotated[str, Field(max_length=200, title="From")] = ""
    allowed: Annotated[str, Field(max_length=200, title="Allowed host")] = ""
    secret: Annotated[str, Field(max_length=500, title="Password")] = ""


_SETTINGS: Final[dict[ChannelKind, tuple[str, ...]]] = {
    ChannelKind.LOG: (),
    ChannelKind.EMAIL: ("server", "port", "mode", "user", "sender"),
    ChannelKind.SLACK: (),
    ChannelKind.WEBHOOK: ("allowed",),
}


def new_channel(kind: ChannelKind) -> Channel:
    """Return a channel that is not saved yet."""
    return Channel(new_id(), kind, kind.label, version=0)


def channel_dialog(kit: Kit, parent: QWidget, notices: Notices, channel: Channel) -> FormDialog:
    """Return the dialog of a channel; one with version 0 is new."""
    is_new, kind = channel.version == 0, channel.kind
    form = Form(ChannelDraft)
    form.add("name", width=7)
    form.add("is_on", width=5)
    _add_own_fields(form, channel)
    form.add("minimum", width=6)
    form.add("digest", width=6, hint="What is critical always goes at once.")
    form.load(_draft(channel))

    def save(draft: Any) -> Changes:
        try:
            saved = notices.save_channel(_channel(channel.id, draft), draft.secret or None)
        except StaleRecord as error:
            current = _draft(error.current) if isinstance(error.current, Channel) else None
            raise StaleRecord(error.record_id, current, error.changed_by) from error
        return Changes.of("notice_channel", saved.id)

    title = f"New channel: {kind.label}" if is_new else f"Edit {channel.name}"
    dialog = FormDialog(kit, parent, title, "this channel", form, save)
    dialog.add_strip(label(_ADVICE[kind], "muted", wrap=True))
    return dialog


def _add_own_fields(form: Form, channel: Channel) -> None:
    kept = "Kept in the keyring; type here only to change it." if channel.has_secret else ""
    if channel.kind is ChannelKind.EMAIL:
        form.add("address", words="To", width=6, required=True, hint="Such as ana@example.org")
        form.add("sender", width=6, hint="Empty: the same address.")
        form.add("server", width=6, required=True, hint="Such as smtp.example.org")
        form.add("port", width=2)
        form.add("mode", width=4)
        form.add("user", width=6, hint="Empty: the server wants none.")
        form.add("secret", _secret(), width=6, hint=kept)
    elif channel.kind is ChannelKind.SLACK:
        form.add("secret", _secret(), words="Address of the incoming webhook", hint=kept)
    elif channel.kind is ChannelKind.WEBHOOK:
        form.add("address", required=True, hint="Such as https://example.org/hooks/hall")
        form.add("allowed", hint="A host of the hall’s own network that may be called; mostly empty.")


def _secret() -> LineField:
    field = LineField()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _draft(channel: Channel) -> ChannelDraft:
    own = {name: channel.setting(name) for name in _SETTINGS[channel.kind] if channel.setting(name)}
    return ChannelDraft.model_validate(
        {
            "id": channel.id,
            "version": channel.version or None,
            "kind": channel.kind,
            "name": channel.name,
            "address": channel.address,
            "minimum": channel.minimum,
            "digest": channel.digest,
            "is_on": channel.is_on,
            **own,
        }
    )


def _channel(channel_id: UUID, draft: ChannelDraft) -> Channel:
    own = [(name, str(getattr(draft, name))) for name in _SETTINGS[draft.kind] if getattr(draft, name)]
    made = Channel(channel_id, draft.kind, draft.name, draft.address, draft.is_on, draft.minimum, draft.digest)
    return replace(made, settings=tuple(own), version=draft.version or 0)
