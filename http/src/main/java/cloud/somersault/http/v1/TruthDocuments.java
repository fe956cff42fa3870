package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.Truth;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.QubitNoise;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the answers about a chip's clock and its truth look like. */
final class TruthDocuments {
    private TruthDocuments() {}

    record Clock(
            String chip,
            double virtualSeconds,
            Instant virtualTime,
            double rate,
            long seed,
            String drift,
            long ofVersion,
            double sinceSeconds) {
        static Clock of(ChipClock clock) {
            return new Clock(
                    clock.chip(),
                    clock.virtualSeconds(),
                    clock.virtualTime(),
                    clock.rate(),
                    clock.truth().seed(),
                    clock.truth().drift(),
                    clock.truth().ofVersion(),
                    clock.truth().sinceSeconds());
        }
    }

    record JobTruth(
            String jobId,
            String chip,
            long calibrationVersion,
            Optional<NamedTruth> truth,
            List<TrueQubit> qubits,
            List<TrueCoupler> couplers) {
        static JobTruth of(String jobId, ChipToRun chip) {
            return new JobTruth(
                    jobId,
                    chip.known().chip(),
                    chip.known().version(),
                    chip.truth().map(NamedTruth::of),
                    chip.noise().qubits().entrySet().stream()
                            .map(entry -> TrueQubit.of(entry.getKey(), entry.getValue()))
                            .toList(),
                    chip.noise().couplers().stream().map(TrueCoupler::of).toList());
        }
    }

    record NamedTruth(
            long seed, String drift, long ofVersion, double sinceSeconds, double virtualSeconds) {
        static NamedTruth of(Truth truth) {
            return new NamedTruth(
                    truth.seed(),
                    truth.drift(),
                    truth.ofVersion(),
                    truth.sinceSeconds(),
                    truth.virtualSeconds());
        }
    }

    record TrueQubit(
            int id,
            double gateDepolarizing,
            double t1Seconds,
            double t2Seconds,
            double readZeroGivenZero,
            double readOneGivenOne,
            double rotationError,
            double detuningHz) {
        static TrueQubit of(int id, QubitNoise noise) {
            return new TrueQubit(
                    id,
                    noise.gateDepolarizing(),
                    noise.t1Seconds(),
                    noise.t2Seconds(),
                    noise.readZeroGivenZero(),
                    noise.readOneGivenOne(),
                    noise.rotationError(),
                    noise.detuningHz());
        }
    }

    record TrueCoupler(
            int first,
            int second,
            double czDepolarizing,
            double czPhaseError,
            double czSwapAngle,
            double firstPhaseError,
            double secondPhaseError,
            double czLoss,
            double zzHz) {
        static TrueCoupler of(CouplerNoise noise) {
            return new TrueCoupler(
                    noise.first(),
                    noise.second(),
                    noise.czDepolarizing(),
                    noise.czPhaseError(),
                    noise.czSwapAngle(),
                    noise.firstPhaseError(),
                    noise.secondPhaseError(),
                    noise.czLoss(),
                    noise.zzHz());
        }
    }
}
