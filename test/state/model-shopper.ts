import { peerOf, type Role } from '../../shared/src/crypto/direction.ts';
import { acceptHandoff } from '../../shared/src/flows/accept.ts';
import { issueHandoff } from '../../shared/src/flows/issue.ts';
import { changeRecord, readRecord, readSession } from '../../shared/src/flows/shopper.ts';
import { signIn } from '../../shared/src/flows/sign-in.ts';
import { signOut } from '../../shared/src/flows/sign-out.ts';
import { startHandoff } from '../../shared/src/flows/start.ts';
import { ANONYMOUS } from '../../shared/src/session/session.ts';
import { StateError } from '../../shared/src/state/errors.ts';
import { lineDots } from '../../shared/src/state/ordered-dot-store.ts';
import { newRow, onState } from '../../shared/src/state/replica.ts';
import type { ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { entriesOf, type Wish } from './cart-entries.ts';
import {
  type Change,
  type Knowledge,
  learn,
  nothingKnown,
  recordChange,
  recordOrder,
} from './causal-history.ts';
import type { ModelBrowser } from './model-browser.ts';
import { ACCOUNT, copyOf, type ModelWorld, type Visit } from './model-world.ts';

const USER = { entity: ACCOUNT, role: 'customer', epoch: 1 } as const;

/** Everything one browser can do in a world, each step followed by the oracle. */
export class ModelShopper {
  readonly #world: ModelWorld;
  readonly #browser: ModelBrowser;
  /** Plantings that a sign-out began: their first crossing empties the shop, by design. */
  readonly #signOuts: Set<Set<Change>>;

  constructor(world: ModelWorld, browser: ModelBrowser, signOuts: Set<Set<Change>>) {
    this.#world = world;
    this.#browser = browser;
    this.#signOuts = signOuts;
  }

  /** Looks at the cart. */
  async look(role: Role, isLost: boolean): Promise<void> {
    const visit = await this.#world.visit(this.#browser, role, false);
    const { state } = await readRecord(visit.parts, visit.jar, visit.session, 'shown');
    this.#world.check(role, state, visit.place);
    this.#world.finish(visit, visit.place, isLost);
  }

  /** Asks for one change. */
  async change(role: Role, wish: Wish, isLost: boolean): Promise<void> {
    const visit = await this.#world.visit(this.#browser, role, true);
    const outcome = await carryOut(visit, wish);
    const { place } = this.#noteOutcome(visit, wish, outcome);
    if (outcome) this.#world.check(role, outcome.state, place);
    this.#world.finish(visit, place, isLost);
  }

  /** Asks for many changes at once; answers arrive backwards, and the ones at `lost` never. */
  async changeAtOnce(
    role: Role,
    wishes: readonly Wish[],
    lost: ReadonlySet<number>,
  ): Promise<void> {
    // Without a cookie every request would plant a state of its own; a page comes before that.
    await this.look(role, false);
    const visits: Visit[] = [];
    for (const _ of wishes) visits.push(await this.#world.visit(this.#browser, role, true));
    const pairs = wishes.map((wish, i) => [wish, visits[i] as Visit] as const);
    const outcomes = await Promise.all(pairs.map(([wish, visit]) => carryOut(visit, wish)));
    const noted = pairs.map(([wish, visit], i) =>
      this.#noteOutcome(visit, wish, outcomes[i] ?? null),
    );
    replaceEachOther(noted.flatMap(({ change }) => change ?? []));
    for (const i of wishes.keys()) {
      const at = wishes.length - 1 - i;
      this.#world.finish(visits[at] as Visit, (noted[at] as Noted).place, lost.has(at));
    }
    await this.change(role, { ...(wishes[0] as Wish), operation: (state) => state }, false);
  }

  /** Crosses to `to`. After a lost answer the browser asks again with the same token. */
  async cross(to: Role, isLost: boolean): Promise<void> {
    const arriving = await this.#world.visit(this.#browser, to, false);
    const asked = new URL(startHandoff(arriving.parts, arriving.jar, null));
    // A start looks at no cart, so nothing joins the account by it.
    this.#world.finish({ ...arriving, session: ANONYMOUS }, arriving.place);
    const leaving = await this.#world.visit(this.#browser, peerOf(to), true);
    const [flow = '', challenge = '', returnPath = ''] = ['flow', 'challenge', 'return'].map(
      (name) => asked.searchParams.get(name) ?? '',
    );
    const request = { flow, challenge, returnPath };
    const target = new URL(await issueHandoff(leaving.parts, leaving.jar, request));
    this.#world.finish(leaving, leaving.place);
    const token = target.searchParams.get('t') ?? '';
    if (isLost) await this.#arrive(to, token, leaving, true);
    await this.#arrive(to, token, leaving, false);
  }

  async signIn(isLost: boolean): Promise<void> {
    const visit = await this.#world.visit(this.#browser, 'checkout', true);
    await signIn(visit.parts, visit.jar, USER);
    this.#world.account = learn(this.#world.account, visit.place);
    const state = (await visit.parts.accounts?.read(ACCOUNT))?.state;
    if (state) this.#world.check('checkout', state, this.#world.account);
    // The cookie stays for a minute, with what was carried.
    this.#world.finish({ ...visit, session: ANONYMOUS }, visit.carried, isLost);
  }

  /** Leaves the browser empty on checkout, whatever stood there and was not the account's: by design. */
  async signOut(isLost: boolean): Promise<void> {
    const visit = await this.#world.visit(this.#browser, 'checkout', true);
    await signOut(visit.parts, visit.jar, '/');
    if (visit.session.state === 'anonymous') return;
    if (visit.session.state === 'authenticated') {
      this.#world.account = learn(this.#world.account, visit.place);
    }
    const place = nothingKnown();
    this.#signOuts.add(place.possible);
    this.#world.finish({ ...visit, session: { state: 'anonymous' } }, place, isLost);
  }

  /** Orders the whole cart, as an application does: lines out, dots on record, one step. */
  async order(): Promise<void> {
    const visit = await this.#world.visit(this.#browser, 'checkout', true);
    const { accounts, ordered } = visit.parts;
    if (visit.session.state !== 'authenticated' || !accounts || !ordered) return;
    await readRecord(visit.parts, visit.jar, visit.session, 'latest');
    this.#world.finish(visit, visit.place);
    const { key, version, stored, record } = await accounts.latest(ACCOUNT);
    this.#world.check('checkout', record.state, visit.place);
    if (record.state.lines.size === 0) return;
    const emptied = { ...record, state: { ...record.state, lines: new Map() } };
    const now = this.#world.now();
    const row = newRow(version + 1, emptied, now, null);
    const { checkout } = this.#world.split.states;
    if (!(await checkout.compareAndSet(key, stored, row, now))) throw new Error('no race here');
    await ordered.record(lineDots(record.state));
    this.#noteOrder(record.state);
  }

  #noteOrder(state: ShoppingState): void {
    const account = this.#world.account;
    const lines = [...state.lines.keys()].map((sku) => recordOrder(account, `line ${sku}`));
    this.#world.orders.push(...lines);
    const certain = new Set([...account.certain, ...lines.map(({ change }) => change)]);
    this.#world.account = { ...account, certain };
  }

  async #arrive(to: Role, token: string, leaving: Visit, isLost: boolean): Promise<void> {
    const visit = await this.#world.visit(this.#browser, to, true);
    const { parts, jar } = visit;
    const spare = this.#browser.request(to, this.#world.now());
    const before = await readRecord(parts, spare, visit.session, 'latest');
    await acceptHandoff(parts, jar, token);
    const { state } = await readRecord(parts, jar, await readSession(parts, jar), 'latest');
    const mayEmpty = to === 'shopping' && this.#signOuts.has(leaving.place.possible);
    const beganAnew = mayEmpty && state.visitorId !== before.state.visitorId;
    const place = beganAnew ? copyOf(leaving.place) : learn(visit.place, leaving.place);
    this.#world.check(to, state, place);
    this.#world.finish(visit, place, isLost);
  }

  #noteOutcome({ place }: Visit, { key }: Wish, outcome: Outcome | null): Noted {
    if (!outcome?.changed) return { place, change: null };
    const change = recordChange(place, key, outcome.value);
    this.#world.note(place, change);
    return { place: { ...place, certain: new Set([...place.certain, change]) }, change };
  }
}

interface Noted {
  readonly place: Knowledge;
  readonly change: Change | null;
}

interface Outcome {
  readonly state: ShoppingState;
  readonly changed: boolean;
  readonly value: Change['value'];
}

async function carryOut({ parts, jar, session }: Visit, wish: Wish): Promise<Outcome | null> {
  let changed = false;
  const watched = onState((state, actor) => {
    changed = false;
    const next = wish.operation(state, actor);
    changed = next !== state;
    return next;
  });
  try {
    const { state } = await changeRecord(parts, jar, session, watched);
    const value = wish.removes ? null : (entriesOf(state).get(wish.key) ?? null);
    return { state, changed, value };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return null;
  }
}

/** Of changes made side by side nobody can say which came first: any may have replaced any. */
function replaceEachOther(changes: readonly Change[]): void {
  for (const change of changes) {
    for (const other of changes) {
      if (other !== change && other.key === change.key) change.replacedPerhaps.add(other);
    }
  }
}
