package cloud.somersault.circuits.language;

import java.util.Map;

/** The gates of OriginIR, all dialects together. */
final class OriginIrGates {
    static final Map<String, Callable> ALL = Map.of();

    private OriginIrGates() {}
}
