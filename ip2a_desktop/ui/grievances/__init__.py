"""Grievances: the docket, the case with its steps and papers, the forms and verbs by which it goes on."""
