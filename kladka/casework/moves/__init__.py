"""Przeniesienie sprawy: to another worker, county or voivodeship; nothing is left without anybody."""
