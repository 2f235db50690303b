"""Osoby i upoważnienia: who works here, in what role, on what authorisation; controls of the voivode."""
