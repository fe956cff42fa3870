package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.coupler.Coupler;
import cloud.somersault.chip.coupler.CouplerActor;
import cloud.somersault.chip.coupler.CouplerAnswer;
import cloud.somersault.chip.coupler.CouplerCommand;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.coupler.CouplerName;
import cloud.somersault.chip.coupler.CouplerRefusal;
import cloud.somersault.chip.coupler.CouplerView;
import cloud.somersault.chip.qubit.Qubit;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.chip.qubit.QubitAnswer;
import cloud.somersault.chip.qubit.QubitCommand;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.chip.qubit.QubitName;
import cloud.somersault.chip.qubit.QubitRefusal;
import cloud.somersault.chip.qubit.QubitView;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every message may cross from node to node and arrives as it was sent. */
class MessagesTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Instant NOW = Instant.parse("2026-03-09T05:00:00.123456Z");

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void messages_to_and_from_a_qubit_arrive_as_sent() {
        var figures = new QubitFigures(4.2e9, 18.69e-6, 2.37e-6, 2.06e-6, 0.9937, 0.6754, 0.6742);
        var name = new QubitName("wukong", 50);
        var replyTo = KIT.<QubitAnswer>createTestProbe().ref();
        var wishes =
                Stream.of(
                                new QubitCommand.Calibrate(figures, 1, NOW),
                                new QubitCommand.TakeOut("too noisy", NOW),
                                new QubitCommand.Return(NOW),
                                new QubitCommand.Describe())
                        .map(command -> new QubitActor.Wish(command, replyTo));
        var standings =
                Stream.of(
                                new Qubit.Unmeasured(),
                                new Qubit.InService(figures, 1, NOW),
                                new Qubit.Withdrawn(figures, 1, NOW, "too noisy", NOW),
                                new Qubit.Dead("too noisy", NOW))
                        .map(standing -> new QubitAnswer.Stands(new QubitView(name, standing)));
        var refusals =
                Stream.of(
                                new QubitRefusal.OutdatedVersion(1, 2),
                                new QubitRefusal.VersionTaken(1),
                                new QubitRefusal.NeverMeasured())
                        .map(refusal -> new QubitAnswer.Refused(name, refusal));
        Stream.of(wishes, standings, refusals).flatMap(all -> all).forEach(this::arrives);
    }

    @Test
    void messages_to_and_from_a_coupler_arrive_as_sent() {
        var figures = new CouplerFigures(0.9663);
        var name = new CouplerName("wukong", 56, 62);
        var replyTo = KIT.<CouplerAnswer>createTestProbe().ref();
        var wishes =
                Stream.of(
                                new CouplerCommand.Calibrate(figures, 1, NOW),
                                new CouplerCommand.TakeOut("too noisy", NOW),
                                new CouplerCommand.Return(NOW),
                                new CouplerCommand.Describe())
                        .map(command -> new CouplerActor.Wish(command, replyTo));
        var standings =
                Stream.of(
                                new Coupler.Unmeasured(),
                                new Coupler.InService(figures, 1, NOW),
                                new Coupler.Withdrawn(figures, 1, NOW, "too noisy", NOW),
                                new Coupler.Dead("too noisy", NOW))
                        .map(standing -> new CouplerAnswer.Stands(new CouplerView(name, standing)));
        var refusals =
                Stream.of(
                                new CouplerRefusal.OutdatedVersion(1, 2),
                                new CouplerRefusal.VersionTaken(1),
                                new CouplerRefusal.NeverMeasured())
                        .map(refusal -> new CouplerAnswer.Refused(name, refusal));
        Stream.of(wishes, standings, refusals).flatMap(all -> all).forEach(this::arrives);
    }

    @Test
    void messages_to_and_from_a_chip_arrive_as_sent() {
        var replyTo = KIT.<ChipAnswer>createTestProbe().ref();
        var wukong = ChipData.wukong();
        var clock = new ChipClock("wukong", 90, 1, NOW, new Truth(72, "transmons-1", 1, 0, 90));
        var wishes =
                Stream.of(
                                new ChipCommand.Import(wukong, NOW),
                                new ChipCommand.Publish(wukong.snapshot(1), NOW),
                                new ChipCommand.Abandon(1, "a part refused it", NOW),
                                new ChipCommand.CurrentSnapshot(),
                                new ChipCommand.SnapshotOfVersion(3),
                                new ChipCommand.Recalibrate(Trio.measured(), NOW),
                                new ChipCommand.Now(NOW),
                                new ChipCommand.Advance(7.68, "an experiment", NOW),
                                new ChipCommand.AdvanceTo(86_400, "a night", NOW),
                                new ChipCommand.SetRate(60, NOW),
                                new ChipCommand.Hold(new TreeSet<>(List.of(5, 11))))
                        .map(command -> new ChipActor.Wish(command, replyTo));
        var answers =
                Stream.of(
                        new ChipAnswer.Published(wukong.snapshot(3)),
                        new ChipAnswer.Forgotten(3),
                        new ChipAnswer.UnderWay(1),
                        new ChipAnswer.Abandoned(1),
                        new ChipAnswer.Stands(
                                new ChipNow(Trio.measured(), clock, new TreeSet<>(List.of(5, 11)))),
                        new ChipAnswer.Shows(clock),
                        new ChipAnswer.Held(new TreeSet<>(List.of(5, 11))));
        var refusals =
                Stream.of(
                                new ChipRefusal.NotReady("wukong"),
                                new ChipRefusal.UnknownVersion("wukong", 3, 2),
                                new ChipRefusal.WrongChip("wukong", "trio"),
                                new ChipRefusal.NotUnderWay("wukong", 1),
                                new ChipRefusal.UnknownChip("moon", List.of("wukong")),
                                new ChipRefusal.UnknownQubit("wukong", 72, 72),
                                new ChipRefusal.UnknownCoupler("wukong", 0, 7),
                                new ChipRefusal.TooFarAhead("wukong", 7, 9))
                        .map(ChipAnswer.Refused::new);
        Stream.of(wishes, answers, refusals).flatMap(all -> all).forEach(this::arrives);
    }

    private void arrives(Object message) {
        var serialization = SerializationExtension.get(KIT.system());
        assertThat(serialization.findSerializerFor(message))
                .isInstanceOf(JacksonCborSerializer.class);
        assertThat(KIT.serializationTestKit().verifySerialization(message, true))
                .isEqualTo(message);
    }
}
