"""ristretto255 in plain Python integers, RFC 9496. Not constant time: for vectors only, never for secrets."""

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def non_negative(x):
    return x if x % 2 == 0 else P - x


def sqrt_ratio(u, v):
    """(whether u/v is a square, its non-negative root or that of i*u/v): RFC 9496, 4.2."""
    root = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * root * root % P
    if check in (-u % P, -u * SQRT_M1 % P):
        root = root * SQRT_M1 % P
    return check in (u % P, -u % P), non_negative(root)


INVSQRT_A_MINUS_D = sqrt_ratio(1, (-1 - D) % P)[1]
SQRT_AD_MINUS_ONE = 25063068953384623474111414158702152701244531502492656460079210482610430750235
assert SQRT_AD_MINUS_ONE**2 % P == (-D - 1) % P


class Point:
    """An element in extended coordinates."""

    __slots__ = ("x", "y", "z", "t")

    def __init__(self, x, y, z, t):
        self.x, self.y, self.z, self.t = x, y, z, t

    def __add__(self, other):
        a = (self.y - self.x) * (other.y - other.x) % P
        b = (self.y + self.x) * (other.y + other.x) % P
        c = 2 * D * self.t * other.t % P
        d = 2 * self.z * other.z % P
        e, f, g, h = b - a, d - c, d + c, b + a
        return Point(e * f % P, g * h % P, f * g % P, e * h % P)

    def __neg__(self):
        return Point(-self.x % P, self.y, self.z, -self.t % P)

    def __sub__(self, other):
        return self + -other

    def __rmul__(self, scalar):
        result, base, scalar = IDENTITY, self, scalar % ORDER
        while scalar:
            if scalar & 1:
                result = result + base
            base, scalar = base + base, scalar >> 1
        return result

    def __eq__(self, other):
        """Equality of the quotient group, RFC 9496, 4.3.3."""
        return (self.x * other.y - self.y * other.x) % P == 0 or (self.y * other.y - self.x * other.x) % P == 0

    def encode(self):
        """RFC 9496, 4.3.2."""
        u1, u2 = (self.z + self.y) * (self.z - self.y) % P, self.x * self.y % P
        inverse = sqrt_ratio(1, u1 * u2 * u2 % P)[1]
        den1, den2 = inverse * u1 % P, inverse * u2 % P
        z_inverse = den1 * den2 * self.t % P
        x, y, den = self.x, self.y, den2
        if self.t * z_inverse % P % 2:
            x, y, den = self.y * SQRT_M1 % P, self.x * SQRT_M1 % P, den1 * INVSQRT_A_MINUS_D % P
        if x * z_inverse % P % 2:
            y = -y
        return non_negative(den * (self.z - y) % P).to_bytes(32, "little")


IDENTITY = Point(0, 1, 1, 0)


class Refused(Exception):
    """A value that a verifier must not accept."""


def point(data):
    """Strict decoding, RFC 9496, 4.3.1; the identity is refused too."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= P or s % 2 or s == 0:
        raise Refused("point")
    u1, u2 = (1 - s * s) % P, (1 + s * s) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    square, inverse = sqrt_ratio(1, v * u2 * u2 % P)
    x, y = non_negative(2 * s * inverse * u2 % P), u1 * inverse * inverse * u2 * v % P
    if not square or x * y % P % 2 or y == 0:
        raise Refused("point")
    return Point(x, y, 1, x * y % P)


def scalar(data):
    value = int.from_bytes(data, "little")
    if len(data) != 32 or value >= ORDER:
        raise Refused("scalar")
    return value


def le(value, length):
    return value.to_bytes(length, "little")


def scalar_bytes(value):
    return le(value % ORDER, 32)


G = point(bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))


def total(points):
    result = IDENTITY
    for item in points:
        result = result + item
    return result


def map_to_curve(t):
    """MAP of RFC 9496, 4.3.4."""
    r = SQRT_M1 * t * t % P
    u, v = (r + 1) * (1 - D * D) % P, (-1 - r * D) * (r + D) % P
    square, s = sqrt_ratio(u, v)
    c = -1
    if not square:
        s, c = -non_negative(s * t % P) % P, r
    n = (c * (r - 1) * (D - 1) * (D - 1) - v) % P
    w0, w1, w2, w3 = 2 * s * v % P, n * SQRT_AD_MINUS_ONE % P, (1 - s * s) % P, (1 + s * s) % P
    return Point(w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P)
