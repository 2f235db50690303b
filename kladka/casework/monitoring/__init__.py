"""Following a programme: notes of monitoring, courses, notices before anything is withheld."""
