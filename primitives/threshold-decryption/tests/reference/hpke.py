"""HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: plain Python, the standard library.

Not constant time: for vectors only, never for secrets.
"""
import hashlib
import hmac

P = 2**255 - 19
KEM = b"KEM" + (0x0020).to_bytes(2, "big")
SUITE = b"HPKE" + (0x0020).to_bytes(2, "big") + (0x0001).to_bytes(2, "big") + (0x0002).to_bytes(2, "big")

# ---- X25519 (RFC 7748) -------------------------------------------------------------------------------------------


def x25519(scalar, u):
    k = bytearray(scalar)
    k[0], k[31] = k[0] & 248, k[31] & 127 | 64
    k, x1 = int.from_bytes(k, "little"), (int.from_bytes(u, "little") % 2**255) % P
    x2, z2, x3, z3 = 1, 0, x1, 1
    for bit in reversed(range(255)):
        if k >> bit & 1:
            x2, x3, z2, z3 = x3, x2, z3, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        e = aa - bb
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
        if k >> bit & 1:
            x2, x3, z2, z3 = x3, x2, z3, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def public(secret):
    return x25519(secret, (9).to_bytes(32, "little"))


# ---- HKDF --------------------------------------------------------------------------------------------------------


def extract(salt, ikm):
    return hmac.digest(salt or bytes(32), ikm, hashlib.sha256)


def expand(prk, info, length):
    block, out = b"", b""
    for i in range(1, -(-length // 32) + 1):
        block = hmac.digest(prk, block + info + bytes([i]), hashlib.sha256)
        out += block
    return out[:length]


def labeled_extract(suite, salt, label, ikm):
    return extract(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite, prk, label, info, length):
    return expand(prk, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def derive_key_pair(ikm):
    secret = labeled_expand(KEM, labeled_extract(KEM, b"", b"dkp_prk", ikm), b"sk", b"", 32)
    return secret, public(secret)


# ---- AES-256-GCM (FIPS 197, SP 800-38D) ---------------------------------------------------------------------------


def doubled(byte):
    return byte << 1 ^ (0x11B if byte & 0x80 else 0)


def s_box():
    box, p, q = [0x63] + [0] * 255, 1, 1
    while True:
        p = p ^ doubled(p)
        q ^= q << 1
        q ^= q << 2
        q = (q ^ q << 4) & 0xFF
        q ^= 0x09 if q & 0x80 else 0
        rotated = [(q << i | q >> 8 - i) & 0xFF for i in range(5)]
        box[p] = rotated[0] ^ rotated[1] ^ rotated[2] ^ rotated[3] ^ rotated[4] ^ 0x63
        if p == 1:
            return box


SBOX = s_box()


def round_keys(key):
    words, constant = [list(key[i : i + 4]) for i in range(0, 32, 4)], 1
    while len(words) < 60:
        word = words[-1][:]
        if len(words) % 8 == 0:
            word = [SBOX[byte] for byte in word[1:] + word[:1]]
            word[0] ^= constant
            constant = doubled(constant)
        elif len(words) % 8 == 4:
            word = [SBOX[byte] for byte in word]
        words.append([a ^ b for a, b in zip(words[-8], word)])
    return [sum(words[i : i + 4], []) for i in range(0, 60, 4)]


def aes(keys, block):
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number, key in enumerate(keys[1:], 1):
        state = [SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]
        if number < 14:
            mixed = []
            for c in range(0, 16, 4):
                column = state[c : c + 4]
                every = column[0] ^ column[1] ^ column[2] ^ column[3]
                mixed += [column[i] ^ every ^ doubled(column[i] ^ column[(i + 1) % 4]) for i in range(4)]
            state = mixed
        state = [a ^ b for a, b in zip(state, key)]
    return bytes(state)


def ghash(h, data):
    h, y = int.from_bytes(h, "big"), 0
    for at in range(0, len(data), 16):
        y ^= int.from_bytes(data[at : at + 16], "big")
        product, v = 0, h
        for bit in reversed(range(128)):
            product ^= v if y >> bit & 1 else 0
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = product
    return y.to_bytes(16, "big")


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def gcm_seal(key, nonce, plain, aad=b""):
    """Ciphertext and tag."""
    keys = round_keys(key)

    def stream(counter):
        return aes(keys, nonce + counter.to_bytes(4, "big"))

    cipher = b"".join(xor(plain[at : at + 16], stream(2 + at // 16)) for at in range(0, len(plain), 16))
    lengths = (8 * len(aad)).to_bytes(8, "big") + (8 * len(cipher)).to_bytes(8, "big")
    padded = aad + bytes(-len(aad) % 16) + cipher + bytes(-len(cipher) % 16)
    hashed = ghash(aes(keys, bytes(16)), padded + lengths)
    return cipher + xor(hashed, stream(1))


# ---- the whole ---------------------------------------------------------------------------------------------------


def seal(recipient, info, plain, ikm):
    """Base mode, single shot: enc, ciphertext, tag. The ephemeral key is derived from `ikm`."""
    ephemeral, enc = derive_key_pair(ikm)
    shared = labeled_extract(KEM, b"", b"eae_prk", x25519(ephemeral, recipient))
    shared = labeled_expand(KEM, shared, b"shared_secret", enc + recipient, 32)
    context = b"\0" + labeled_extract(SUITE, b"", b"psk_id_hash", b"") + labeled_extract(SUITE, b"", b"info_hash", info)
    secret = labeled_extract(SUITE, shared, b"secret", b"")
    key = labeled_expand(SUITE, secret, b"key", context, 32)
    nonce = labeled_expand(SUITE, secret, b"base_nonce", context, 12)
    return enc + gcm_seal(key, nonce, plain)


def self_test():
    """Published vectors, before anything else is believed: RFC 7748 5.2, FIPS 197 C.3, and GCM's test case 14."""
    nine = (9).to_bytes(32, "little")
    found = [
        x25519(nine, nine).hex(),
        aes(round_keys(bytes(range(32))), bytes(range(0, 256, 17))).hex(),
        gcm_seal(bytes(32), bytes(12), bytes(16)).hex(),
    ]
    expected = [
        "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
        "8ea2b7ca516745bfeafc49904b496089",
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
    ]
    if found != expected:
        raise AssertionError(f"HPKE: {found}")
