// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The numbers and strings that stand in a class file, which ArchUnit does not tell. */
final class ConstantsInCode {

    /** A constant and where it stands. */
    static final class Constant {
        final Object value;
        final String place;

        /** Whether the class has a field for it, as opposed to an instruction that uses it. */
        final boolean isField;

        Constant(Object value, String place, boolean isField) {
            this.value = value;
            this.place = place;
            this.isField = isField;
        }
    }

    private ConstantsInCode() {}

    static List<Constant> of(JavaClass type) {
        ClassNode node = new ClassNode();
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(file).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new IllegalStateException(type.getName() + " cannot be read", e);
        }
        List<Constant> constants = new ArrayList<>();
        for (FieldNode field : node.fields) {
            if (field.value != null) {
                constants.add(new Constant(field.value, type.getName() + "." + field.name, true));
            }
        }
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                for (Object value : valuesOf(instruction)) {
                    constants.add(new Constant(value, type.getName() + "." + method.name + "()", false));
                }
            }
        }
        return constants;
    }

    private static List<?> valuesOf(AbstractInsnNode instruction) {
        if (instruction instanceof LdcInsnNode) {
            return List.of(((LdcInsnNode) instruction).cst);
        }
        if (instruction.getOpcode() == Opcodes.BIPUSH || instruction.getOpcode() == Opcodes.SIPUSH) {
            return List.of(((IntInsnNode) instruction).operand);
        }
        if (instruction instanceof LookupSwitchInsnNode) {
            return ((LookupSwitchInsnNode) instruction).keys;
        }
        if (instruction instanceof TableSwitchInsnNode) {
            return List.of(((TableSwitchInsnNode) instruction).min, ((TableSwitchInsnNode) instruction).max);
        }
        if (instruction instanceof InvokeDynamicInsnNode) {
            // The literal parts of a string that is put together.
            return List.of(((InvokeDynamicInsnNode) instruction).bsmArgs);
        }
        return List.of();
    }
}
