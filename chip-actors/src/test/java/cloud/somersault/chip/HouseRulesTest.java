package cloud.somersault.chip;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import cloud.somersault.chip.calibration.run.Calibrations;
import cloud.somersault.chip.restart.Restarts;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules of the house, for the rooms of the chip. */
class HouseRulesTest {

    private static final JavaClasses ROOMS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("cloud.somersault.chip");

    /** Actors with what is nested in them, and the door, which starts them. */
    private static final DescribedPredicate<JavaClass> SHELLS =
            DescribedPredicate.describe(
                    "are shells",
                    type ->
                            simpleNameEndingWith("Actor").test(outermost(type))
                                    || belongToAnyOf(
                                                    Chips.class, Calibrations.class, Restarts.class)
                                            .test(outermost(type)));

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRulesTest::outermost).orElse(type);
    }

    @Test
    void only_actors_and_the_door_know_pekko() {
        noClasses()
                .that(DescribedPredicate.not(SHELLS))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pekko..")
                .check(ROOMS);
    }

    @Test
    void nobody_throws_dice_and_only_the_door_starts_a_clock() {
        noClasses()
                .that(DescribedPredicate.not(SHELLS))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(ROOMS);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("cloud.somersault.chip.(*)..").should().beFreeOfCycles().check(ROOMS);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "cloud.somersault.chip.qubit",
                        "cloud.somersault.chip.coupler",
                        "cloud.somersault.chip.wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("cloud.somersault.chip")
                .check(ROOMS);
    }
}
