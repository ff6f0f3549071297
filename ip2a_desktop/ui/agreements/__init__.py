"""Agreements (CBAs): the list, the record with its versions, procedures, articles and holidays, the forms."""
