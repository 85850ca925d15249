"""What Raconteur is put together from: what the locks list, and what may stand in them."""
