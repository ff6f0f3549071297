"""The tour: drives the real window through its screens and keeps pictures of all of them."""
