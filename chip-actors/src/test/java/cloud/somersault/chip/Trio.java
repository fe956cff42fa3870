package cloud.somersault.chip;

import java.time.Instant;

/** Three qubits in a row, the last one dead: a chip small enough for stories. */
final class Trio {

    /** Worked out by hand from the canonical form, with sha256sum. */
    static final String DIGEST = "6e69bbabf22b9c397a2c765f3a41fe803994a384de64bb9e7f64857405dd82a7";

    static final Instant MONDAY = Instant.parse("2026-03-09T05:00:00.250Z");
    static final Instant TUESDAY = Instant.parse("2026-03-10T05:00:00Z");

    private Trio() {}

    static ChipData data() {
        return ChipData.ofResource("cloud/somersault/chip/trio.json");
    }

    /** The same chip, measured another time. */
    static ChipData dataOfAnotherDay() {
        var data = data();
        return new ChipData(
                data.form(),
                data.chip(),
                data.title(),
                data.source(),
                TUESDAY,
                data.notes(),
                data.lattice(),
                data.durations(),
                data.limits(),
                data.qubits(),
                data.couplers());
    }
}
