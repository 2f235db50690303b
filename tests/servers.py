"""Read by pytest before the settings: each worker of a run takes the database server meant for it."""

import os

worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker:
    os.environ["DATABASE_URL"] = os.environ[f"DATABASE_URL_{worker}"]
