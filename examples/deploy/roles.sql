-- Raz, przed pierwszą migracją: sudo -u postgres psql -f examples/deploy/roles.sql
-- kladka_owner ma tabele: migracje, zadania w tle, kopie. kladka to strony: czyta i zapisuje wiersze, nie zmienia
-- tabel, wyzwalaczy ani zabezpieczeń wierszy. Żadna nie jest superużytkownikiem, więc ściany obowiązują obie.
\set ON_ERROR_STOP on
CREATE ROLE kladka_owner LOGIN;
CREATE ROLE kladka LOGIN;
CREATE DATABASE kladka OWNER kladka_owner ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0;
