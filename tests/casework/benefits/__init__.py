"""Payment lists and bank files."""
