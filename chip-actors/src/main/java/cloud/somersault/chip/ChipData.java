package cloud.somersault.chip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A published calibration as the project keeps it: a data file in SI units that makes a chip. See
 * {@code wukong-2026-03-06.json} beside this class for one; another chip is another such file.
 *
 * @param form the file's form, always {@value #FORM}
 * @param chip the chip's name in lower case, digits and hyphens
 * @param title what it is, in one line for people
 * @param source where the figures come from, with the licence
 * @param measuredAt when they were measured
 * @param notes what a reader must know: what was assumed, what was converted
 * @param lattice the grid of the qubits' rows and columns
 * @param durations how long pulses, CZs, readout and shots take
 * @param limits what the chip accepts
 * @param qubits every qubit, qubit i at place i
 * @param couplers every coupler, in the order of (first, second)
 */
public record ChipData(
        String form,
        String chip,
        String title,
        String source,
        Instant measuredAt,
        List<String> notes,
        Lattice lattice,
        ChipDurations durations,
        ChipLimits limits,
        List<ChipQubit> qubits,
        List<ChipCoupler> couplers) {

    /** The only form that is read. */
    public static final String FORM = "somersault-chip-1";

    /** The largest chip that is taken in. */
    public static final int QUBITS_MAX = 1000;

    public ChipData {
        if (!FORM.equals(form)) {
            throw new IllegalArgumentException("form must be " + FORM + ", not " + form);
        }
        if (!chip.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException(
                    "chip must be a name in lower case, digits and hyphens, not " + chip);
        }
        notes = List.copyOf(notes);
        qubits = List.copyOf(qubits);
        couplers = List.copyOf(couplers);
        if (qubits.size() > QUBITS_MAX) {
            throw new IllegalArgumentException(
                    "a chip has at most " + QUBITS_MAX + " qubits, not " + qubits.size());
        }
        // A snapshot checks that the parts fit together; what makes none is no chip.
        new ChipSnapshot(chip, 1, measuredAt, source, lattice, durations, limits, qubits, couplers);
    }

    /** Origin Wukong, 72 qubits, as its cloud published it on 2026-03-06. */
    public static ChipData wukong() {
        return ofResource("cloud/somersault/chip/wukong-2026-03-06.json");
    }

    /**
     * Reads a data file that lies on the class path.
     *
     * @throws ChipDataException naming the file and the place, when it is missing or unreadable
     */
    public static ChipData ofResource(String path) {
        try (InputStream in = ChipData.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new ChipDataException(path + ": there is no such resource");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), path);
        } catch (IOException unreadable) {
            throw new ChipDataException(path + ": cannot be read", unreadable);
        }
    }

    /**
     * Reads the text of a data file.
     *
     * @param name how errors name the file
     * @throws ChipDataException naming the file and the place, when it is unreadable
     */
    public static ChipData read(String json, String name) {
        return ChipJson.read(json, ChipData.class, name);
    }

    /** What the file says, as the calibration of this version. */
    public ChipSnapshot snapshot(long version) {
        return new ChipSnapshot(
                chip, version, measuredAt, source, lattice, durations, limits, qubits, couplers);
    }
}
