package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Routes that have been found for a program, and what came of those that were finished. */
final class Trials {
    private final MapBlocks.Followed program;
    private final boolean uniform;
    private final List<Pass> finishing;
    private final List<Trial> trials = new ArrayList<>();

    Trials(MapBlocks.Followed program, boolean uniform, List<Pass> finishing) {
        this.program = program;
        this.uniform = uniform;
        this.finishing = finishing;
    }

    /**
     * One way onto the chip.
     *
     * @param form of the program
     * @param start the chip qubit of each wire
     * @param route from there
     * @param cost as expected: CZ where all couplers are alike, otherwise -log of the success
     */
    record Trial(Form form, int[] start, Routes.Route route, double cost) {}

    /** A trial with the whole compilation done. */
    record Finished(Trial trial, Draft draft, Figures figures) {}

    /** Remembers the route that a router has gone. */
    Trial add(Form form, int[] start, Router router) {
        var trial = trial(form, start, router);
        trials.add(trial);
        return trial;
    }

    Trial trial(Form form, int[] start, Router router) {
        var route = form.route(start, router);
        double cost = uniform ? czGates(form, route) : router.estimate();
        return new Trial(form, start, route, cost);
    }

    private int czGates(Form form, Routes.Route route) {
        return Pieces.czGates(
                Pieces.of(program.along(route, form.pieces()).circuit().operations()));
    }

    /** Those that promise most, finished, the best first. */
    List<Finished> best(int most) {
        trials.sort(Comparator.comparingDouble(Trial::cost));
        var finished = new ArrayList<Finished>();
        for (var trial : trials.subList(0, Math.min(most, trials.size()))) {
            finished.add(finished(trial));
        }
        var better = Figures.onChip(program.draft().device());
        finished.sort(Comparator.comparing(Finished::figures, better));
        return finished;
    }

    Finished finished(Trial trial) {
        var draft = program.along(trial.route, trial.form.pieces());
        for (var pass : finishing) {
            program.draft().cancellation().check();
            draft = pass.run(draft);
        }
        return new Finished(trial, draft, Figures.of(draft.circuit(), program.chip()));
    }
}
