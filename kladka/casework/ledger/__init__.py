"""Księga: double entry by source of money; what every act on money leaves behind."""
