"""Rights of the persons and the life of their data: catalogue, requests, erasure, incidents."""
