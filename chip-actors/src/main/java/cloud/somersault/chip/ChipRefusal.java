package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Why a chip, or {@link Chips}, did not do what it was asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "refusal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipRefusal.NotReady.class, name = "chip-not-ready"),
    @JsonSubTypes.Type(value = ChipRefusal.UnknownVersion.class, name = "version-not-found"),
    @JsonSubTypes.Type(value = ChipRefusal.WrongChip.class, name = "wrong-chip"),
    @JsonSubTypes.Type(value = ChipRefusal.NotUnderWay.class, name = "calibration-not-under-way"),
    @JsonSubTypes.Type(value = ChipRefusal.UnknownChip.class, name = "chip-not-found"),
    @JsonSubTypes.Type(value = ChipRefusal.UnknownQubit.class, name = "qubit-not-found"),
    @JsonSubTypes.Type(value = ChipRefusal.UnknownCoupler.class, name = "coupler-not-found"),
    @JsonSubTypes.Type(value = ChipRefusal.TooFarAhead.class, name = "clock-out-of-range")
})
public sealed interface ChipRefusal {

    /** No calibration of the chip has been published yet. */
    record NotReady(String chip) implements ChipRefusal {}

    /** No calibration of this number was ever published; versionCurrent was the last. */
    record UnknownVersion(String chip, long version, long versionCurrent) implements ChipRefusal {}

    /** The data are those of another chip. */
    record WrongChip(String chip, String other) implements ChipRefusal {}

    /** This version cannot be published: it is not the one under way. */
    record NotUnderWay(String chip, long version) implements ChipRefusal {}

    /** There is no such chip; there are these. */
    record UnknownChip(String chip, List<String> known) implements ChipRefusal {
        public UnknownChip {
            known = List.copyOf(known);
        }
    }

    /** The chip has no such qubit. */
    record UnknownQubit(String chip, int qubit, int qubits) implements ChipRefusal {}

    /** The chip has no coupler between these qubits. */
    record UnknownCoupler(String chip, int first, int second) implements ChipRefusal {}

    /** The clock shows nowSeconds and would show more than it can. */
    record TooFarAhead(String chip, double nowSeconds, double secondsMax) implements ChipRefusal {}

    /** Stable, in kebab-case. */
    default String code() {
        return switch (this) {
            case NotReady _ -> "chip-not-ready";
            case UnknownVersion _ -> "version-not-found";
            case WrongChip _ -> "wrong-chip";
            case NotUnderWay _ -> "calibration-not-under-way";
            case UnknownChip _ -> "chip-not-found";
            case UnknownQubit _ -> "qubit-not-found";
            case UnknownCoupler _ -> "coupler-not-found";
            case TooFarAhead _ -> "out-of-range";
        };
    }

    /** What is wrong, in one sentence. */
    default String message() {
        return switch (this) {
            case NotReady(var chip) -> "chip " + chip + " has no published calibration yet";
            case UnknownVersion(var chip, var version, _) ->
                    "chip %s has no published calibration version %d".formatted(chip, version);
            case WrongChip(var chip, var other) ->
                    "the data are of chip %s, not of %s".formatted(other, chip);
            case NotUnderWay(var chip, var version) ->
                    "calibration version %d of chip %s is not under way".formatted(version, chip);
            case UnknownChip(var chip, _) -> "there is no chip " + chip;
            case UnknownQubit(var chip, var qubit, _) ->
                    "chip %s has no qubit %d".formatted(chip, qubit);
            case UnknownCoupler(var chip, var first, var second) ->
                    "chip %s has no coupler between the qubits %d and %d"
                            .formatted(chip, first, second);
            case TooFarAhead(var chip, _, var most) ->
                    "the clock of chip %s shows at most %.0f s".formatted(chip, most);
        };
    }

    /** What to do next. */
    default String hint() {
        return switch (this) {
            case NotReady _ -> "Ask again in a moment: the calibration is being imported.";
            case UnknownVersion(_, _, var versionCurrent) ->
                    "The current version is " + versionCurrent + ".";
            case WrongChip _ -> "Import the data under the name that they give.";
            case NotUnderWay _ -> "Import the data again.";
            case UnknownChip(_, var known) -> "Known chips: " + String.join(", ", known) + ".";
            case UnknownQubit(_, _, var qubits) -> "Its qubits are 0 to " + (qubits - 1) + ".";
            case UnknownCoupler _ ->
                    "Couplers join neighbours on the lattice; the chip's calibration lists them.";
            case TooFarAhead(_, var now, _) -> "It shows %.0f s now.".formatted(now);
        };
    }
}
