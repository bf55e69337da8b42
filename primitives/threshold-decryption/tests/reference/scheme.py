"""The scheme of docs/cryptography.md 5.2 in plain Python integers: makers, and verifiers from public values only.

Not constant time: for vectors only, never for secrets.
"""
import hashlib
import struct

from group import G, IDENTITY, ORDER, P, Refused, le, map_to_curve, point, scalar, scalar_bytes, total

# ---- hashing -----------------------------------------------------------------------------------------------------


def expand_message_xmd(message, dst, length):
    """RFC 9380, 5.3.1, with SHA-512."""
    dst += bytes([len(dst)])
    first = hashlib.sha512(bytes(128) + message + length.to_bytes(2, "big") + b"\0" + dst).digest()
    block, out = bytes(64), b""
    for i in range(1, -(-length // 64) + 1):
        block = hashlib.sha512(bytes(a ^ b for a, b in zip(first, block)) + bytes([i]) + dst).digest()
        out += block
    return out[:length]


def uniform(name, parts):
    return expand_message_xmd(b"".join(parts), b"MQ1-EHTDH1-v1-" + name.encode(), 64)


def uniform2(name, *parts):
    """For shares and their batches, which the second version of the format has changed."""
    return expand_message_xmd(b"".join(parts), b"MQ2-EHTDH1-" + name.encode(), 64)


def short(data):
    """The first 128 bits."""
    return int.from_bytes(data[:16], "little")


def h2s(name, *parts):
    return int.from_bytes(uniform(name, parts), "little") % ORDER


def h2g(name, *parts):
    data = uniform(name, parts)
    halves = ((int.from_bytes(half, "little") % 2**255) % P for half in (data[:32], data[32:]))
    return total(map_to_curve(half) for half in halves)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def blake2_128(*parts):
    return hashlib.blake2b(b"".join(parts), digest_size=16).digest()


PURPOSES = "TREAT ETREAT HPAYMT HOPERAT HRESCH PATRQT PUBHLTH HLEGAL HQUALIMP PATSFTY BTG HTEST".split()


def readable(text, label, hashed):
    """What wallets sign: text that says what it is, with a label and a hash in hex."""
    return f"<Bytes>Medquorum: {text} ({label} {hashed.hex()})</Bytes>".encode("ascii")


def auth_message(record_id, purpose, ctx):
    return readable(f"I ask to read record 0x{record_id.hex()} for {PURPOSES[purpose - 1]}", "MQ2-auth", ctx)


def user_key_message(genesis, account, csp_version, csp_pk, enc_pk):
    hashed = sha256(b"MQ2-user", genesis, account, le(csp_version, 2), csp_pk, enc_pk)
    return readable(f"these are my keys, version {csp_version}", "MQ2-user", hashed)


def certificate_message(genesis, key_id, epoch, k, x_public, committee_hash):
    hashed = sha256(b"MQ2-key", genesis, le(key_id, 4), le(epoch, 4), le(k, 2), x_public, committee_hash)
    text = f"I am an administrator of committee key {key_id}, epoch {epoch}, where {k} must approve"
    return readable(text, "MQ2-key", hashed)


def ceremony_ctx(genesis, key_id, epoch, attempt, kind, k, admins, dealers, old_committee):
    """admins: {index: (account, one-time key)}; dealers: indices."""
    numbers = le(key_id, 4) + le(epoch, 4) + le(attempt, 2) + bytes([kind]) + le(k, 2) + le(len(admins), 2)
    listed = [le(j, 2) + b"".join(admins[j]) for j in sorted(admins)]
    dealing = [le(len(dealers), 2), *(le(i, 2) for i in sorted(dealers))]
    return sha256(b"MQ2-ceremony", genesis, numbers, *listed, *dealing, old_committee)


def emg_ctx(record_ctx, key_id, x_public, scope, maker, nonce):
    return sha256(b"MQ2-emg", record_ctx, le(key_id, 4), x_public, bytes([scope]), maker, nonce)


def deal_hash(ctx, dealer, deal):
    return sha256(b"MQ2-dealhash", ctx, le(dealer, 2), deal)


def transcript(ctx, hashes):
    """hashes: {dealer: deal_hash}."""
    listed = [le(i, 2) + hashes[i] for i in sorted(hashes)]
    return sha256(b"MQ2-transcript", ctx, le(len(hashes), 2), *listed)


def join_message(genesis, key_id, epoch, attempt, index, one_time):
    numbers = le(key_id, 4) + le(epoch, 4) + le(attempt, 2) + le(index, 2)
    text = f"I join the ceremony of committee key {key_id}, epoch {epoch}, attempt {attempt}, as {index}"
    return readable(text, "MQ2-join", sha256(b"MQ2-join", genesis, numbers, one_time))


def handover_message(genesis, key_id, old, new, k, x, committee):
    numbers = le(key_id, 4) + le(old, 4) + le(new, 4) + le(k, 2)
    text = f"I hand committee key {key_id} over from epoch {old} to epoch {new}, where {k} must approve"
    return readable(text, "MQ2-handover", sha256(b"MQ2-handover", genesis, numbers, x, committee))


def file_message(payload):
    return readable("this file of a ceremony is mine", "MQ2-file", sha256(b"MQ2-file", sha256(payload)))


# ---- the generator of frozen.json: ChaCha20 (64-bit counter, nonce zero) ------------------------------------------


class Generator:
    def __init__(self, seed):
        self.key, self.counter, self.buffer = struct.unpack("<8I", seed), 0, b""

    def block(self):
        state = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *self.key, self.counter, 0, 0, 0]
        work = state[:]

        def quarter(a, b, c, d):
            for x, y, z, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                work[x] = (work[x] + work[y]) & 0xFFFFFFFF
                mixed = work[z] ^ work[x]
                work[z] = (mixed << bits | mixed >> (32 - bits)) & 0xFFFFFFFF

        for _ in range(10):
            for i in range(4):
                quarter(i, 4 + i, 8 + i, 12 + i)
            for i in range(4):
                quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
        self.counter += 1
        return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(work, state)))

    def bytes(self, length):
        while len(self.buffer) < length:
            self.buffer += self.block()
        out, self.buffer = self.buffer[:length], self.buffer[length:]
        return out

    def scalar(self):
        return int.from_bytes(self.bytes(64), "little") % ORDER or self.scalar()

    def hedged(self, secret_1, secret_2, i, ctx):
        value = h2s("nonce", secret_1, secret_2, self.bytes(32), bytes([i]), ctx)
        return value or self.hedged(secret_1, secret_2, i, ctx)


# ---- polynomials -------------------------------------------------------------------------------------------------


def evaluate(coefficients, at):
    return sum(c * at**i for i, c in enumerate(coefficients)) % ORDER


def lagrange(nodes, j, at):
    numerator = denominator = 1
    for m in nodes:
        if m != j:
            numerator, denominator = numerator * (at - m), denominator * (j - m)
    return numerator * pow(denominator, -1, ORDER) % ORDER


def interpolate(points, nodes, at=0):
    """The value at `at` of the polynomial through points[j], j in nodes."""
    return total(lagrange(nodes, j, at) * points[j] for j in nodes)


def leading(points, nodes):
    """The coefficient of the highest power of the same polynomial."""
    result = IDENTITY
    for j in nodes:
        denominator = 1
        for m in nodes:
            if m != j:
                denominator *= j - m
        result = result + pow(denominator, -1, ORDER) * points[j]
    return result


# ---- the scheme: makers ------------------------------------------------------------------------------------------


def make_capsule(x_public, ad, r, r1):
    big_r, big_r1 = r * G, r1 * G
    y = h2g("Hegd", big_r.encode(), big_r1.encode(), ad)
    v, v1 = r * y, r1 * y
    e = h2s("Hecd", y.encode(), v.encode(), v1.encode())
    return big_r.encode() + v.encode() + scalar_bytes(e) + scalar_bytes(r1 + e * r), (r * x_public).encode()


def make_share(j, x, z, r, q, ctx, n, rho):
    """r and q are the encoded points R and Q."""
    s, big_r, big_q = h2g("Hdgd", ctx, r), point(r), point(q)
    a, b = rho * G, x * big_r + z * s + rho * big_q
    t = [n[0] * G, n[1] * G, n[2] * G, n[0] * big_r + n[1] * s + n[2] * big_q]
    points = [item.encode() for item in (a, b, *t)]
    e = short(uniform2("Hdcd", ctx, le(j, 2), r, q, (x * G).encode(), (z * G).encode(), *points))
    return b"".join(points) + b"".join(map(scalar_bytes, (n[0] + e * x, n[1] + e * z, n[2] + e * rho)))


# ---- the scheme: verifiers, from public values only ---------------------------------------------------------------


def fields(data, count):
    if len(data) != 32 * count:
        raise Refused("length")
    return [data[i : i + 32] for i in range(0, len(data), 32)]


def verify_capsule(capsule, ad):
    r, v, e, s = fields(capsule, 4)
    big_r, big_v, e, s = point(r), point(v), scalar(e), scalar(s)
    r1 = s * G - e * big_r
    y = h2g("Hegd", r, r1.encode(), ad)
    v1 = s * y - e * big_v
    if e != h2s("Hecd", y.encode(), v, v1.encode()):
        raise Refused("capsule proof")


class Claim:
    """A decoded share with its statement."""

    def __init__(self, share, j, x_j, z_j, r, q, ctx):
        *points, s_x, s_z, s_r = fields(share, 9)
        self.a, self.b, *self.t = map(point, points)
        self.s = list(map(scalar, (s_x, s_z, s_r)))
        self.x_j, self.z_j, self.r, self.q = map(point, (x_j, z_j, r, q))
        self.base = h2g("Hdgd", ctx, r)
        wide = uniform2("Hdcd", ctx, le(j, 2), r, q, x_j, z_j, *points)
        self.e = short(wide)
        self.fixed = wide + share[192:]

    def errors(self):
        """By how much the sides of each of the four equations differ."""
        s_x, s_z, s_r = self.s
        left = [s_x * G, s_z * G, s_r * G, s_x * self.r + s_z * self.base + s_r * self.q]
        claimed = [self.x_j, self.z_j, self.a, self.b]
        return [side - t - self.e * of for side, t, of in zip(left, self.t, claimed)]


def verify_share(*statement):
    """The four equations, one by one."""
    if not all(error == IDENTITY for error in Claim(*statement).errors()):
        raise Refused("share proof")


def weights_of(claims):
    """Four for each share, by docs/cryptography.md 5.2."""
    seed = uniform2("Hbat", *(claim.fixed for claim in claims))
    wides = [uniform2("Hbwt", seed, le(i, 2)) for i in range(len(claims))]
    weights = [[short(wide[16 * at :]) for at in range(4)] for wide in wides]
    weights[0][0] = 1
    return weights


def verify_shares(statements):
    """All equations of all shares as one weighted sum."""
    if not statements:
        raise Refused("nothing to verify")
    claims = [Claim(*statement) for statement in statements]
    errors = IDENTITY
    for claim, weights in zip(claims, weights_of(claims)):
        errors = errors + total(weight * error for weight, error in zip(weights, claim.errors()))
    if not errors == IDENTITY:
        raise Refused("proof of a share of the batch")


def verify_deal_proof(commitments, ctx, dealer, proof):
    e, s = map(scalar, fields(proof, 2))
    constant = commitments[:32]
    commitment = (s * G - e * point(constant)).encode()
    if e != h2s("deal", ctx, le(dealer, 2), constant, sha256(commitments), commitment):
        raise Refused("dealer's proof")


def verify_committee(k, x_public, admins):
    """docs/cryptography.md 5.4a. admins: (index, X_j, Z_j, Z'_j), encoded."""
    indices = [admin[0] for admin in admins]
    if not 2 <= k <= len(indices) <= 16 or indices[0] < 1 or sorted(set(indices)) != indices:
        raise Refused("shape")
    x, z, zp = ({admin[0]: point(admin[part]) for admin in admins} for part in (1, 2, 3))
    base, base0 = indices[:k], [0, *indices[:k]]
    x[0], z[0], zp[0] = point(x_public), IDENTITY, IDENTITY
    for t in [0, *indices[k:]]:
        if not (interpolate(x, base, t) == x[t] and interpolate(z, base, t) == z[t]):
            raise Refused("off the polynomial")
    for t in indices[k:]:
        if not interpolate(zp, base0, t) == zp[t]:
            raise Refused("off the polynomial")
    if any(leading(points, nodes) == IDENTITY for points, nodes in ((x, base), (z, base), (zp, base0))):
        raise Refused("degree")
