package cloud.somersault.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.GateTimes;
import cloud.somersault.simulators.KrausChannel;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.PauliRates;
import cloud.somersault.simulators.QubitNoise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Work goes to other nodes: the noise that a worker runs with is the one that was sent. */
class ShardWorkTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void all_that_a_noise_model_can_say_arrives_as_sent() throws Exception {
        var kraus =
                KrausChannel.of(
                        Gate.ID.matrix().scaled(Math.sqrt(0.9), 0),
                        Gate.SX.matrix().scaled(Math.sqrt(0.1), 0));
        var qubit =
                new QubitNoise(0.004, 18e-6, Double.POSITIVE_INFINITY, 0.95, 0.9)
                        .withCoherentErrors(-0.01, 2e5)
                        .withExcitedPopulation(0.02)
                        .withGateChannels(new PauliRates(0.1, 0.2, 0.3), kraus);
        var coupler =
                new CouplerNoise(3, 9, 0.04)
                        .withGateErrors(0.1, 0.2, -0.3, 0.4)
                        .withLeakageAndZz(0.01, 5e4);
        var noise =
                new NoiseModel(
                        new TreeMap<>(Map.of(3, qubit)),
                        List.of(coupler),
                        new GateTimes(30e-9, 40e-9, true));
        var work = new ShardWork("job", 0, List.of(), List.of(), List.of(2), 7, Optional.of(noise));
        var serialization = SerializationExtension.get(KIT.system());
        var bytes = serialization.serialize(work).get();
        var serializer = serialization.findSerializerFor(work);
        var manifest = org.apache.pekko.serialization.Serializers.manifestFor(serializer, work);
        assertThat(serialization.deserialize(bytes, serializer.identifier(), manifest).get())
                .isEqualTo(work);
    }
}
