package cloud.somersault.simulators.plan;

import java.util.List;

/**
 * An independent part of a circuit, ready to run: its qubits never meet those of another part.
 *
 * @param qubits how many, numbered 0 to qubits - 1
 * @param steps in order
 * @param finals the measurements after which nothing happens to their qubits, done together at the
 *     end; their bits are all different, and so are their qubits where the readout is imperfect
 */
public record Plan(int qubits, List<Step> steps, List<Step.Measure> finals) {

    public Plan {
        steps = List.copyOf(steps);
        finals = List.copyOf(finals);
    }

    /** Whether shots may differ in what is done, and not only in what it gives. */
    public boolean conditional() {
        return steps.stream()
                .anyMatch(step ->
                        switch (step) {
                            case Step.Branch _, Step.Assign _, Step.Loop _ -> true;
                            case Step.Unitary _,
                                    Step.Depolarize _,
                                    Step.PauliChannel _,
                                    Step.Kraus _,
                                    Step.Relax _,
                                    Step.Measure _,
                                    Step.Reset _ ->
                                    false;
                        });
    }

    /** Whether nothing before the final measurements depends on what a measurement gave. */
    public boolean terminal() {
        return steps.stream()
                .allMatch(step ->
                        switch (step) {
                            case Step.Unitary _,
                                    Step.Depolarize _,
                                    Step.PauliChannel _,
                                    Step.Kraus _,
                                    Step.Relax _ ->
                                    true;
                            case Step.Measure _,
                                    Step.Reset _,
                                    Step.Branch _,
                                    Step.Assign _,
                                    Step.Loop _ ->
                                    false;
                        });
    }
}
