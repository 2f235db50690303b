"""Program: what both sides owe, agreed amounts, cost statement, withholding."""
