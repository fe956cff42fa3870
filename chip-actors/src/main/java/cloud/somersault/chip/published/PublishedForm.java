package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDataException;
import cloud.somersault.chip.ChipSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A form in which calibrations are published, told by what stands in the text. */
public enum PublishedForm {
    /** The cloud service's answer, {@link CloudConfig}. */
    CLOUD_CONFIG("cloud-config") {
        @Override
        boolean fits(Tree root) {
            return root.there("obj").orElse(root).there("adjJSON").isPresent();
        }

        @Override
        ChipData readFor(String json, String name, ChipSnapshot chip, String source) {
            return CloudConfig.read(json, name, chip, source);
        }

        @Override
        ChipData readNew(String json, String name, String chip, String source) {
            return CloudConfig.read(json, name, chip, source);
        }

        @Override
        public String write(ChipSnapshot chip, int waitingTasks) {
            return CloudConfig.write(chip, waitingTasks);
        }
    },

    /** The operating system's chip file, {@link PilotConfig}. */
    PILOT_CONFIG("pilot-config") {
        @Override
        boolean fits(Tree root) {
            return root.there("AdjMatrix").isPresent();
        }

        @Override
        ChipData readFor(String json, String name, ChipSnapshot chip, String source) {
            return PilotConfig.read(json, name, chip, source);
        }

        @Override
        ChipData readNew(String json, String name, String chip, String source) {
            return PilotConfig.read(json, name, chip, source);
        }

        @Override
        public String write(ChipSnapshot chip, int waitingTasks) {
            return PilotConfig.write(chip);
        }
    };

    private final String id;

    PublishedForm(String id) {
        this.id = id;
    }

    /** Stable, in kebab-case. */
    public String id() {
        return id;
    }

    /** The names of all forms. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(PublishedForm::id).toList();
    }

    /** The form of this name. */
    public static Optional<PublishedForm> byId(String id) {
        return Arrays.stream(values()).filter(form -> form.id.equals(id)).findFirst();
    }

    /**
     * Writes a calibration in this form.
     *
     * @param waitingTasks jobs that wait, which one of the forms tells
     */
    public abstract String write(ChipSnapshot chip, int waitingTasks);

    abstract boolean fits(Tree root);

    abstract ChipData readFor(String json, String name, ChipSnapshot chip, String source);

    abstract ChipData readNew(String json, String name, String chip, String source);

    /**
     * Reads a new calibration of a chip that is known, in either form or as a data file of this
     * project. Qubits and couplers are those of the chip.
     *
     * @param name how errors name the text
     * @param source where the figures are from; a data file says so itself
     * @throws ChipDataException naming the field that is wrong
     */
    public static ChipData calibrationOf(
            ChipSnapshot chip, String json, String name, String source) {
        var form = of(Tree.of(json, name));
        if (form.isPresent()) {
            return form.get().readFor(json, name, chip, source);
        }
        var data = ChipData.read(json, name);
        if (!data.chip().equals(chip.chip())) {
            throw wrong(name, "chip", "is %s, not %s".formatted(data.chip(), chip.chip()));
        }
        if (!Shape.of(data.snapshot(1)).places().equals(Shape.of(chip).places())) {
            throw wrong(name, "qubits", "are not those of chip " + chip.chip());
        }
        if (!Shape.of(data.snapshot(1)).pairs().equals(Shape.of(chip).pairs())) {
            throw wrong(name, "couplers", "are not those of chip " + chip.chip());
        }
        return data;
    }

    /**
     * Reads a chip that is new here: a data file of this project, or a text in either form.
     *
     * @param name how errors name the text
     * @param chip the chip's name, where the text does not give it
     * @throws ChipDataException naming the field that is wrong
     */
    public static ChipData newChip(String json, String name, String chip) {
        var form = of(Tree.of(json, name));
        return form.isPresent()
                ? form.get().readNew(json, name, chip, "read from " + name)
                : ChipData.read(json, name);
    }

    private static Optional<PublishedForm> of(Tree root) {
        return Arrays.stream(values()).filter(form -> form.fits(root)).findFirst();
    }

    private static ChipDataException wrong(String name, String field, String what) {
        return new ChipDataException(name + ", at " + field + ": " + what, field);
    }
}
