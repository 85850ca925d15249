"""The API, the event stream and the page. Only this package knows Flask."""
