"""Many machines on one: webs and writers behind Nginx, with the real servers between them."""
