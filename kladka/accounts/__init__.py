"""Users, the organisations they work for, their roles and sign-in."""
