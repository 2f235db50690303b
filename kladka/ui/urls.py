"""Pages of the law: acts and provisions."""

urlpatterns = []
