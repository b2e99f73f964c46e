// A module's bytes -> text to be read. The only file that asks for binaryen, which takes half a second to load; kernels run without it.

export async function moduleText(bytes: Uint8Array): Promise<string> {
  const { default: binaryen } = await import('binaryen');
  const module = read(binaryen, bytes);
  const text = module.emitText();
  module.dispose();
  return text;
}

type Binaryen = typeof import('binaryen').default;

/** The library's types do not know yet that its reader wants to be told which features to expect. */
function read(binaryen: Binaryen, bytes: Uint8Array): ReturnType<Binaryen['readBinary']> {
  const reader = binaryen.readBinary as (bytes: Uint8Array, features: number) => ReturnType<Binaryen['readBinary']>;
  return reader(bytes, binaryen.Features.All);
}
