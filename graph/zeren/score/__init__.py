"""Our own accuracy: what extraction finds in documents beside the right answers that people noted for them."""
