package cloud.somersault.circuits.language;

import java.util.Map;
import java.util.Optional;

/**
 * How the writers define the gates of the registry that no standard library has. Other tools read
 * the definition; the readers here know it again, word for word, and take the registry's gate. The
 * texts are valid OpenQASM 2 and 3 alike, but for {@code u}, and exact up to no phase at all.
 */
final class StandardDefinitions {
    private static final Map<String, String> BY_NAME =
            Map.of(
                    "u",
                    "gate u(theta, phi, lambda) a"
                            + " { gphase(-theta/2); U(theta, phi, lambda) a; }",
                    "rphi",
                    "gate rphi(theta, phi) a { rz(-phi) a; rx(theta) a; rz(phi) a; }",
                    "iswap",
                    "gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }",
                    "iswaptheta",
                    "gate iswaptheta(theta) a, b"
                            + " { h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b;"
                            + " rx(pi/2) a; rx(pi/2) b; cx a, b; rz(theta) b; cx a, b;"
                            + " rx(-pi/2) a; rx(-pi/2) b; }",
                    "rxx",
                    "gate rxx(theta) a, b"
                            + " { h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b; }",
                    "ryy",
                    "gate ryy(theta) a, b"
                            + " { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(theta) b; cx a, b;"
                            + " rx(-pi/2) a; rx(-pi/2) b; }",
                    "rzz",
                    "gate rzz(theta) a, b { cx a, b; rz(theta) b; cx a, b; }",
                    "rzx",
                    "gate rzx(theta) a, b { h b; cx a, b; rz(theta) b; cx a, b; h b; }");

    private StandardDefinitions() {}

    static Optional<String> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
