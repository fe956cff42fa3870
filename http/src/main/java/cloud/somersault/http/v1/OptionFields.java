package cloud.somersault.http.v1;

import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.http.request.Fields;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.simulators.EngineName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the options of a job, and those of them that a dry run of the compiler takes too. */
final class OptionFields {
    private static final int CHIP_QUBITS_MAX = 10_000;

    /** What makes a difference to a dry run. */
    static final Set<String> OF_DRY_RUN =
            Set.of(
                    "layout",
                    "optimization",
                    "decoupling",
                    "allowedQubits",
                    "occupiedQubits",
                    "engine");

    /** All of them. */
    static final Set<String> OF_JOB = dryRunsAnd("shards", "timeLimitSeconds", "exclusive");

    private OptionFields() {}

    private static Set<String> dryRunsAnd(String... others) {
        var all = new TreeSet<>(OF_DRY_RUN);
        all.addAll(Set.of(others));
        return all;
    }

    /** How a program is compiled and run; the rest by the defaults. */
    static JobSpec.Options ofDryRun(Fields options) {
        return options(options, Optional.empty(), JobSpec.Options.DEFAULT.timeLimitSeconds());
    }

    /** How a job is compiled, cut and run. */
    static JobSpec.Options ofJob(Fields options) {
        return options(
                        options,
                        whole(options, "shards", Integer.MAX_VALUE),
                        options.optionalNumberAbove("timeLimitSeconds", 0)
                                .orElse(JobSpec.Options.DEFAULT.timeLimitSeconds()))
                .withExclusive(options.optionalFlag("exclusive"));
    }

    private static JobSpec.Options options(
            Fields options, Optional<Integer> shards, double timeLimitSeconds) {
        return new JobSpec.Options(
                options.optionalWord("layout", List.of("auto", "physical"))
                        .map(word -> word.equals("auto") ? Layout.AUTO : Layout.PHYSICAL),
                whole(options, "optimization", CompilerOptions.OPTIMIZATION_MAX),
                shards,
                timeLimitSeconds,
                options.optionalFlag("decoupling").orElse(false),
                options.wholes("allowedQubits", 0, CHIP_QUBITS_MAX),
                options.wholes("occupiedQubits", 0, CHIP_QUBITS_MAX),
                options.optionalWord("engine", EngineName.ids()));
    }

    private static Optional<Integer> whole(Fields options, String name, int most) {
        var number = options.optionalWhole(name, 0, most);
        return number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty();
    }
}
