#!/bin/sh
# certificates.sh FOLDER NAMES: makes an authority for the logs alone, once, and a certificate of it
# for Elasticsearch, anew each time. NAMES as OpenSSL takes them: DNS:localhost,IP:127.0.0.1,...
# What shippers and Kibana need is FOLDER/ca.crt, which is no secret.
set -eu
umask 077
folder=$1 names=$2
mkdir -p "$folder"
cd "$folder"

if [ ! -e ca.key ]; then
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key.new
    openssl req -x509 -new -key ca.key.new -days 3650 -subj "/CN=Raconteur's logs" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" -out ca.crt
    mv ca.key.new ca.key
fi

openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out http.key.new
printf '%s\n' \
    "basicConstraints=critical,CA:FALSE" \
    "keyUsage=critical,digitalSignature" \
    "extendedKeyUsage=serverAuth,clientAuth" \
    "subjectAltName=$names" > http.ext
openssl req -new -key http.key.new -subj "/CN=elasticsearch" |
    openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 800 -extfile http.ext \
        -out http.crt.new 2> /dev/null
rm http.ext
mv http.key.new http.key
mv http.crt.new http.crt
chmod 0644 ca.crt
