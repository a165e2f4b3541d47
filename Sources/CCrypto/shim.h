#ifndef KITH_CCRYPTO_SHIM_H
#define KITH_CCRYPTO_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/params.h>
#include <openssl/sha.h>

#endif
