"""Nadzór merytoryczny: who carries how much, what is overdue, what in the data needs a look and why."""
