"""The benevolence fund: applications with their review, payments and papers; the fund's rules."""
