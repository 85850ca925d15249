"""python -m ops.aws plan | apply | outputs | inventory"""

from ops.aws.cli import main

main()
