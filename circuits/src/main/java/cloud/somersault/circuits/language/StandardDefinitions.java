package cloud.somersault.circuits.language;

import java.util.Map;
import java.util.Optional;

/**
 * How the writers define the gates of the registry that no standard library has. Other tools read
 * the definition; the readers here know it again, word for word, and take the registry's gate. The
 * definitions are exact, global phase included.
 */
final class StandardDefinitions {
    private static final Map<String, String> BY_NAME =
            Map.ofEntries(
                    // OpenQASM 3 only.
                    Map.entry(
                            "u",
                            "gate u(theta, phi, lambda) a"
                                    + " { gphase(-theta/2); U(theta, phi, lambda) a; }"),
                    // OpenQASM 2 only: in 3, a modifier says it.
                    Map.entry("csxdg", "gate csxdg a, b { h b; cu1(-pi/2) a, b; h b; }"),
                    Map.entry("ccz", "gate ccz a, b, c { h c; ccx a, b, c; h c; }"),
                    Map.entry(
                            "iswapdg",
                            "gate iswapdg a, b { h b; cx b, a; cx a, b; h a; sdg b; sdg a; }"),
                    // Both.
                    Map.entry(
                            "rphi",
                            "gate rphi(theta, phi) a { rz(-phi) a; rx(theta) a; rz(phi) a; }"),
                    Map.entry("iswap", "gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }"),
                    Map.entry(
                            "iswaptheta",
                            "gate iswaptheta(theta) a, b"
                                    + " { h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b;"
                                    + " rx(pi/2) a; rx(pi/2) b; cx a, b; rz(theta) b; cx a, b;"
                                    + " rx(-pi/2) a; rx(-pi/2) b; }"),
                    Map.entry(
                            "rxx",
                            "gate rxx(theta) a, b"
                                    + " { h a; h b; cx a, b; rz(theta) b; cx a, b; h a; h b; }"),
                    Map.entry(
                            "ryy",
                            "gate ryy(theta) a, b"
                                    + " { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(theta) b; cx a, b;"
                                    + " rx(-pi/2) a; rx(-pi/2) b; }"),
                    Map.entry("rzz", "gate rzz(theta) a, b { cx a, b; rz(theta) b; cx a, b; }"),
                    Map.entry(
                            "rzx",
                            "gate rzx(theta) a, b { h b; cx a, b; rz(theta) b; cx a, b; h b; }"));

    private StandardDefinitions() {}

    static Optional<String> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
