"""Potrzeby: ocena w jedenastu obszarach, czerwone flagi, pilność sprawy, potrzeby otwarte i zamknięte."""
