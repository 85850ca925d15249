"""Fresh hosts for tests: Debian with its own systemd, sshd and network, under systemd-nspawn."""
