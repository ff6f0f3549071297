"""The rules of documents: constraint -> the form's field and the sentence next to it."""

DOCUMENT_RULES: dict[str, tuple[str, str]] = {
    "attachment_category_known": ("category", "Choose a category of the list."),
    "attachment_name_form": ("name", "Write a name of at most 255 characters, without slashes."),
    "attachment_expires_sensible": ("expires_on", "This date is before 1900 or after 2199."),
    "attachment_private_where": ("is_private", "Documents of organizing are for organizers only as it is."),
    "attachment_one_owner": ("", "The record that this document belongs to is not kept any more."),
    "attachment_member_id_fkey": ("", "This member is not kept any more."),
    "attachment_organization_id_fkey": ("", "This organization is not kept any more."),
    "attachment_grievance_id_fkey": ("", "This case is not kept any more."),
    "attachment_application_id_fkey": ("", "This application is not kept any more."),
    "attachment_activity_id_fkey": ("", "This activity is not kept any more."),
    "attachment_replaces_gone": ("", "The document that this one was to replace is in the bin. Bring it back first."),
    "attachment_replaced_once": ("", "Somebody else replaced this document just now. Look at theirs first."),
    "attachment_content_stays": ("", "A document is replaced by a new version; its content never changes."),
    "document_settings_most_megabytes_range": ("most_megabytes", "Choose between 1 and 2,000 megabytes."),
}
