"""python -m ops.dns plan | apply"""

from ops.dns.cli import main

main()
