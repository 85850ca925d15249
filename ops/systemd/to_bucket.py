"""Copies a file into a bucket, as the host's own role may: `to_bucket.py FILE s3://NAME/FOLDER`.

It runs on the host, with Debian's boto3. No key lies there; the bucket encrypts what it keeps.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import boto3


def copy(file: Path, bucket: str) -> None:
    """Raises where it cannot be put there, or is not there whole afterwards."""
    place = urlsplit(bucket)
    key = f"{place.path.strip('/')}/{file.name}".lstrip("/")
    s3 = boto3.client("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL") or None)
    s3.upload_file(str(file), place.netloc, key)
    there = s3.head_object(Bucket=place.netloc, Key=key)["ContentLength"]
    if there != file.stat().st_size:
        raise SystemExit(f"{bucket}: only {there} bytes of {file.name} arrived")


if __name__ == "__main__":
    copy(Path(sys.argv[1]), sys.argv[2])
