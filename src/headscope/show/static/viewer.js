// node_modules/svelte/src/internal/shared/utils.js
var e = Array.isArray, t = Array.prototype.indexOf, n = Array.prototype.includes, r = Array.from, i = Object.defineProperty, a = Object.getOwnPropertyDescriptor, o = Object.getOwnPropertyDescriptors, s = Object.prototype, c = Array.prototype, l = Object.getPrototypeOf, u = Object.isExtensible, d = () => {};
function f(e) {
	for (var t = 0; t < e.length; t++) e[t]();
}
function p() {
	var e, t;
	return {
		promise: new Promise((n, r) => {
			e = n, t = r;
		}),
		resolve: e,
		reject: t
	};
}
function m(e, t) {
	if (Array.isArray(e)) return e;
	if (t === void 0 || !(Symbol.iterator in e)) return Array.from(e);
	let n = [];
	for (let r of e) if (n.push(r), n.length === t) break;
	return n;
}
var h = 1024, g = 2048, _ = 4096, v = 8192, y = 16384, b = 32768, x = 1 << 25, S = 65536, C = 1 << 19, w = 1 << 20, ee = 1 << 25, te = 1 << 21, ne = 1 << 22, re = 1 << 23, ie = Symbol("$state"), ae = Symbol("component"), oe = Symbol("legacy props"), se = Symbol(""), ce = Symbol("attributes"), le = Symbol("class"), ue = Symbol("style"), de = Symbol("text"), fe = Symbol("form reset"), pe = new class extends Error {
	name = "StaleReactionError";
	message = "The reaction that called `getAbortSignal()` was re-run or destroyed";
}(), me = !!globalThis.document?.contentType && /* @__PURE__ */ globalThis.document.contentType.includes("xml"), he = {}, ge = Symbol("uninitialized"), _e = "http://www.w3.org/1999/xhtml", ve = "http://www.w3.org/2000/svg", ye = "http://www.w3.org/1998/Math/MathML";
function be() {
	console.warn("https://svelte.dev/e/derived_inert");
}
function xe(e) {
	console.warn("https://svelte.dev/e/hydration_mismatch");
}
function Se() {
	console.warn("https://svelte.dev/e/select_multiple_invalid_value");
}
function Ce() {
	console.warn("https://svelte.dev/e/svelte_boundary_reset_noop");
}
// node_modules/svelte/src/internal/client/dom/hydration.js
var T = !1;
function we(e) {
	T = e;
}
var E;
function Te(e) {
	if (e === null) throw xe(), he;
	return E = e;
}
function Ee() {
	return Te(/* @__PURE__ */ dn(E));
}
function D(e) {
	if (T) {
		if (/* @__PURE__ */ dn(E) !== null) throw xe(), he;
		E = e;
	}
}
function De(e = 1) {
	if (T) {
		for (var t = e, n = E; t--;) n = /* @__PURE__ */ dn(n);
		E = n;
	}
}
function Oe(e = !0) {
	for (var t = 0, n = E;;) {
		if (n.nodeType === 8) {
			var r = n.data;
			if (r === "]") {
				if (t === 0) return n;
				--t;
			} else (r === "[" || r === "[!" || r[0] === "[" && !isNaN(Number(r.slice(1)))) && (t += 1);
		}
		var i = /* @__PURE__ */ dn(n);
		e && n.remove(), n = i;
	}
}
function ke(e) {
	if (!e || e.nodeType !== 8) throw xe(), he;
	return e.data;
}
// node_modules/svelte/src/internal/client/reactivity/equality.js
function Ae(e) {
	return e === this.v;
}
function je(e, t) {
	return e == e ? e !== t || typeof e == "object" && !!e || typeof e == "function" : t == t;
}
function Me(e) {
	return !je(e, this.v);
}
function Ne(e) {
	throw Error("https://svelte.dev/e/lifecycle_outside_component");
}
// node_modules/svelte/src/internal/client/errors.js
function Pe() {
	throw Error("https://svelte.dev/e/async_derived_orphan");
}
function Fe(e, t, n) {
	throw Error("https://svelte.dev/e/each_key_duplicate");
}
function Ie(e) {
	throw Error("https://svelte.dev/e/effect_in_teardown");
}
function Le() {
	throw Error("https://svelte.dev/e/effect_in_unowned_derived");
}
function Re(e) {
	throw Error("https://svelte.dev/e/effect_orphan");
}
function ze() {
	throw Error("https://svelte.dev/e/effect_update_depth_exceeded");
}
function Be(e) {
	throw Error("https://svelte.dev/e/props_invalid_value");
}
function Ve() {
	throw Error("https://svelte.dev/e/state_descriptors_fixed");
}
function He() {
	throw Error("https://svelte.dev/e/state_prototype_fixed");
}
function Ue() {
	throw Error("https://svelte.dev/e/state_unsafe_mutation");
}
function We() {
	throw Error("https://svelte.dev/e/svelte_boundary_reset_onerror");
}
// node_modules/svelte/src/internal/shared/context.js
function Ge(e) {
	let t = e.p;
	for (; t !== null && t.c === null;) t = t.p;
	return t?.c ?? null;
}
function Ke(e, t) {
	return e === null && Ne(t), e.c ??= new Map(Ge(e) || void 0);
}
// node_modules/svelte/src/internal/client/context.js
var qe = null;
function Je(e) {
	qe = e;
}
function Ye(e) {
	return Ke(qe, "getContext").get(e);
}
function Xe(e, t) {
	return Ke(qe, "setContext").set(e, t), t;
}
function O(e, t = !1, n) {
	qe = {
		p: qe,
		i: !1,
		c: null,
		e: null,
		s: e,
		x: null,
		r: V,
		l: null
	};
}
function k(e) {
	var t = qe, n = t.e;
	if (n !== null) {
		t.e = null;
		for (var r of n) En(r);
	}
	return e !== void 0 && (t.x = e), t.i = !0, qe = t.p, Ze(e);
}
function Ze(e = {}) {
	return i(e, ae, { value: !0 }), e;
}
function Qe() {
	return !0;
}
// node_modules/svelte/src/internal/client/dom/task.js
var $e = [];
function et() {
	var e = $e;
	$e = [], f(e);
}
function tt(e) {
	if ($e.length === 0 && !kt) {
		var t = $e;
		queueMicrotask(() => {
			t === $e && et();
		});
	}
	$e.push(e);
}
function nt() {
	for (; $e.length > 0;) et();
}
// node_modules/svelte/src/internal/client/reactivity/status.js
var rt = ~(g | _ | h);
function it(e, t) {
	e.f = e.f & rt | t;
}
function at(e) {
	e.f & 512 || e.deps === null ? it(e, h) : it(e, _);
}
// node_modules/svelte/src/internal/client/reactivity/utils.js
function ot(e, t) {
	e.f & 2048 ? t.set(e, g) : e.f & 4096 && t.get(e) !== 2048 && t.set(e, _), it(e, h);
}
// node_modules/svelte/src/internal/client/dom/elements/misc.js
var st = !1;
function ct() {
	st || (st = !0, document.addEventListener("reset", (e) => {
		Promise.resolve().then(() => {
			if (!e.defaultPrevented) for (let t of e.target.elements) t[fe]?.();
		});
	}, { capture: !0 }));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/shared.js
function lt(e, t, n, r = !0) {
	r && n();
	for (var i of t) e.addEventListener(i, n);
	Tn(() => {
		for (var r of t) e.removeEventListener(r, n);
	});
}
function ut(e) {
	var t = B, n = V;
	Jn(null), Yn(null);
	try {
		return e();
	} finally {
		Jn(t), Yn(n);
	}
}
function dt(e, t, n, r = n) {
	e.addEventListener(t, () => ut(n));
	let i = e[fe];
	e[fe] = i ? () => {
		i(), r(!0);
	} : () => r(!0), ct();
}
// node_modules/svelte/src/internal/client/reactivity/async.js
function ft(e, t, n, r) {
	let i = Qe() ? gt : yt;
	var a = e.filter((e) => !e.settled), o = t.map(i);
	if (n.length === 0 && a.length === 0) {
		r(o);
		return;
	}
	var s = V, c = pt(), l = a.length === 1 ? a[0].promise : a.length > 1 ? Promise.all(a.map((e) => e.promise)) : null;
	function u(e) {
		if (!(s.f & 16384)) {
			c();
			try {
				r([...o, ...e]);
			} catch (e) {
				bn(e, s);
			}
			mt();
		}
	}
	var d = ht();
	if (n.length === 0) {
		l.then(() => u([])).finally(d);
		return;
	}
	function f() {
		Promise.all(n.map((e) => /* @__PURE__ */ vt(e))).then(u).catch((e) => bn(e, s)).finally(d);
	}
	l ? l.then(() => {
		s.f & 16384 ? d() : (c(), f(), mt());
	}) : f();
}
function pt() {
	var e = V, t = B, n = qe, r = j;
	return function(i = !0) {
		Yn(e), Jn(t), Je(n), i && !(e.f & 16384) && (r?.activate(), r?.apply());
	};
}
function mt(e = !0) {
	Yn(null), Jn(null), Je(null), e && j?.deactivate();
}
function ht() {
	var e = V, t = e.b, n = j, r = !!t?.is_rendered();
	return t?.update_pending_count(1, n), n.increment(r, e), () => {
		t?.update_pending_count(-1, n), n.decrement(r, e);
	};
}
/*#__NO_SIDE_EFFECTS__*/
function gt(e) {
	var t = 2 | g;
	return V !== null && (V.f |= C), {
		ctx: qe,
		deps: null,
		effects: null,
		equals: Ae,
		f: t,
		fn: e,
		reactions: null,
		rv: 0,
		v: ge,
		wv: 0,
		parent: V,
		ac: null
	};
}
var _t = Symbol("obsolete");
/*#__NO_SIDE_EFFECTS__*/
function vt(e, t, n) {
	let r = V;
	r === null && Pe();
	var i = void 0, a = Kt(ge), o = !B, s = /* @__PURE__ */ new Set();
	return kn(() => {
		var t = V, n = p();
		i = n.promise;
		try {
			Promise.resolve(e()).then(n.resolve, (e) => {
				e !== pe && n.reject(e);
			}).finally(mt);
		} catch (e) {
			n.reject(e), mt();
		}
		var c = j;
		if (o) {
			if (t.f & 32768) var l = ht();
			if (r.b?.is_rendered()) c.async_deriveds.get(t)?.reject(_t);
			else for (let e of s.values()) e.reject(_t);
			s.add(n), c.async_deriveds.set(t, n);
		}
		let u = (e, t = void 0) => {
			l?.(), s.delete(n), t !== _t && (c.activate(), t ? (a.f |= re, Xt(a, t)) : (a.f & 8388608 && (a.f ^= re), Xt(a, e)), c.deactivate());
		};
		n.promise.then(u, (e) => u(null, e || "unknown"));
	}), Tn(() => {
		for (let e of s) e.reject(_t);
	}), new Promise((e) => {
		function t(n) {
			function r() {
				n === i ? e(a) : t(i);
			}
			n.then(r, r);
		}
		t(i);
	});
}
/*#__NO_SIDE_EFFECTS__*/
function A(e) {
	let t = /* @__PURE__ */ gt(e);
	return Zn(t), t;
}
/*#__NO_SIDE_EFFECTS__*/
function yt(e) {
	let t = /* @__PURE__ */ gt(e);
	return t.equals = Me, t;
}
function bt(e) {
	var t = e.effects;
	if (t !== null) {
		e.effects = null;
		for (var n = 0; n < t.length; n += 1) In(t[n]);
	}
}
function xt(e) {
	var t, n = V, r = e.parent;
	if (!Gn && r !== null && e.v !== ge && r.f & 24576) return be(), e.v;
	Yn(r);
	try {
		bt(e), t = lr(e);
	} finally {
		Yn(n);
	}
	return t;
}
function St(e) {
	var t = xt(e);
	!e.equals(t) && (e.wv = or(), (!j?.is_fork || e.deps === null) && (j === null ? e.v = t : (j.capture(e, t, !0), Et?.capture(e, t, !0)), e.deps === null)) ? it(e, h) : Gn || (Dt === null ? at(e) : (wn() || j?.is_fork) && Dt.set(e, t));
}
function Ct(e) {
	if (e.effects !== null) for (let t of e.effects) (t.teardown || t.ac) && (t.teardown?.(), t.ac !== null && ut(() => {
		t.ac.abort(pe), t.ac = null;
	}), t.fn !== null && (t.teardown = d), fr(t, 0), Pn(t));
}
function wt(e) {
	if (e.effects !== null) for (let t of e.effects) t.teardown && t.fn !== null && pr(t);
}
// node_modules/svelte/src/internal/client/reactivity/batch.js
var Tt = null, j = null, Et = null, Dt = null, Ot = null, kt = !1, At = !1, jt = null, Mt = null, Nt = 0, Pt = 1, Ft = class e {
	id = Pt++;
	started = !1;
	linked = !0;
	prev = null;
	next = null;
	async_deriveds = /* @__PURE__ */ new Map();
	current = /* @__PURE__ */ new Map();
	previous = /* @__PURE__ */ new Map();
	#e = /* @__PURE__ */ new Set();
	#t = /* @__PURE__ */ new Set();
	#n = 0;
	#r = /* @__PURE__ */ new Map();
	#i = null;
	#a = [];
	#o = [];
	#s = /* @__PURE__ */ new Map();
	#c = /* @__PURE__ */ new Map();
	#l = /* @__PURE__ */ new Set();
	is_fork = !1;
	#u = !1;
	constructor() {
		Tt === null ? Tt = this : (Tt.next = this, this.prev = Tt), Tt = this;
	}
	#d() {
		if (this.is_fork) return !0;
		for (let e of this.#r.keys()) if (!this.#f(e)) return !0;
		return !1;
	}
	#f(e) {
		for (var t = e; t !== null; t = t.parent) if (this.#c.has(t)) return !0;
		return !1;
	}
	skip_effect(e) {
		this.#c.has(e) || this.#c.set(e, {
			d: [],
			m: []
		}), this.#l.delete(e);
	}
	unskip_effect(e, t = (e) => this.schedule(e)) {
		var n = this.#c.get(e);
		if (n) {
			this.#c.delete(e);
			for (var r of n.d) it(r, g), t(r);
			for (r of n.m) it(r, _), t(r);
		}
		this.#l.add(e);
	}
	#p() {
		var e = [];
		for (let i of this.#a) if (!(i.f & 16384 || !(i.f & 6144))) {
			for (var t = i, n = !1; t.parent !== null;) {
				t = t.parent;
				var r = t.f;
				if (r & 96) {
					if (!(r & 1024)) {
						n = !0;
						break;
					}
					t.f ^= h;
				}
			}
			n || e.push(t);
		}
		return this.#a = [], e;
	}
	#m() {
		this.started = !0;
		for (let [e, t] of this.#s) it(e, t), this.schedule(e);
		this.apply();
		for (var t = jt = [], n = [], r = Mt = []; this.#a.length > 0;) {
			Nt++ > 1e3 && (this.#b(), Lt());
			for (let e of this.#p()) try {
				this.#h(e, t, n);
			} catch (t) {
				throw Ht(e), this.#d() || this.discard(), t;
			}
		}
		if (j = null, r.length > 0) {
			var i = e.ensure();
			for (let e of r) i.schedule(e);
		}
		if (jt = null, Mt = null, this.#d()) {
			this.#y(n), this.#y(t);
			for (let [e, t] of this.#c) Vt(e, t);
			r.length > 0 && j.#m();
			return;
		}
		let a = this.#g();
		if (a) this.#y(n), this.#y(t), a.#v(this);
		else {
			this.#s.clear();
			for (let e of this.#e) e(this);
			this.#e.clear(), Et = this, zt(n), zt(t), Et = null, this.#i?.resolve();
			var o = j;
			this.#n === 0 && (this.#a.length === 0 || o !== null) && this.#b(), o !== null && (Wt.clear(), o.#m());
		}
	}
	#h(e, t, n) {
		e.f ^= h;
		for (var r = e.first; r !== null;) {
			var i = r.f, a = !!(i & 96);
			if (!(a && i & 1024 || i & 8192 || this.#c.has(r)) && r.fn !== null) {
				a ? r.f ^= h : i & 4 ? t.push(r) : sr(r) && (i & 16 && this.add_dirty_reaction(r, _), pr(r));
				var o = r.first;
				if (o !== null) {
					r = o;
					continue;
				}
			}
			for (; r !== null;) {
				var s = r.next;
				if (s !== null) {
					r = s;
					break;
				}
				r = r.parent;
			}
		}
	}
	#g() {
		for (var e = this.prev; e !== null; e = e.prev) if (!e.is_fork && this.#_(e)) return e;
		return null;
	}
	#_(e) {
		for (let [t, [, n]] of this.current) if (!n && e.current.has(t)) return !0;
		return !1;
	}
	#v(e) {
		for (let [t, n] of e.current) !this.previous.has(t) && e.previous.has(t) && this.previous.set(t, e.previous.get(t)), this.current.set(t, n);
		for (let [t, n] of e.async_deriveds) {
			let e = this.async_deriveds.get(t);
			e && n.promise.then(e.resolve).catch(e.reject);
		}
		e.async_deriveds.clear(), this.transfer_reactions(e.#s);
		let t = (e) => {
			var n = e.reactions;
			if (n !== null && !(e.f & 2 && !(e.f & 6144))) for (let e of n) {
				var r = e.f;
				if (r & 2) t(e);
				else {
					var i = e;
					r & 4194320 && !this.async_deriveds.has(i) && (this.#s.delete(i), it(i, g), this.schedule(i));
				}
			}
		};
		for (let e of this.current.keys()) t(e);
		this.oncommit(() => e.discard()), e.#b(), j = this, this.#m();
	}
	#y(e) {
		for (var t = 0; t < e.length; t += 1) ot(e[t], this.#s);
	}
	capture(e, t, n = !1) {
		e.v !== ge && !this.previous.has(e) && this.previous.set(e, e.v), e.f & 8388608 || (this.current.set(e, [t, n]), Dt?.set(e, t)), this.is_fork || (e.v = t);
	}
	activate() {
		j = this;
	}
	deactivate() {
		j = null, Dt = null;
	}
	flush() {
		try {
			At = !0, j = this, this.#m();
		} finally {
			Nt = 0, Ot = null, jt = null, Mt = null, At = !1, j = null, Dt = null, Wt.clear();
		}
	}
	discard() {
		for (let e of this.#t) e(this);
		this.#t.clear();
		for (let e of this.async_deriveds.values()) e.reject(_t);
		this.#b(), this.#i?.resolve();
	}
	register_created_effect(e) {
		this.#o.push(e);
	}
	increment(e, t) {
		if (this.#n += 1, e) {
			let e = this.#r.get(t) ?? 0;
			this.#r.set(t, e + 1);
		}
	}
	decrement(e, t) {
		if (--this.#n, e) {
			let e = this.#r.get(t) ?? 0;
			e === 1 ? this.#r.delete(t) : this.#r.set(t, e - 1);
		}
		this.#u || (this.#u = !0, tt(() => {
			this.#u = !1, this.linked && this.flush();
		}));
	}
	transfer_reactions(e) {
		for (let [t, n] of e) this.add_dirty_reaction(t, n);
		e.clear();
	}
	add_dirty_reaction(e, t) {
		(t === 2048 || this.#s.get(e) !== 2048) && this.#s.set(e, t);
	}
	oncommit(e) {
		this.#e.add(e);
	}
	ondiscard(e) {
		this.#t.add(e);
	}
	settled() {
		return (this.#i ??= p()).promise;
	}
	static ensure() {
		if (j === null) {
			let t = j = new e();
			!At && !kt && tt(() => {
				t.started || t.flush();
			});
		}
		return j;
	}
	apply() {
		Dt = null;
	}
	schedule(e) {
		Ot = e, e.b?.is_pending && e.f & 16777228 && !(e.f & 32768) ? e.b.defer_effect(e) : this.#a.push(e);
	}
	#b() {
		if (this.linked) {
			var e = this.prev, t = this.next;
			e === null || (e.next = t), t === null ? Tt = e : t.prev = e, this.linked = !1;
		}
	}
};
function It(e) {
	var t = kt, n = Et;
	Et = null, kt = !0;
	try {
		var r;
		for (e && (It(), r = e());;) {
			if (nt(), j === null) return r;
			j.flush();
		}
	} finally {
		kt = t, Et = n;
	}
}
function Lt() {
	try {
		ze();
	} catch (e) {
		bn(e, Ot);
	}
}
var Rt = null;
function zt(e) {
	var t = e.length;
	if (t !== 0) {
		for (var n = 0; n < t;) {
			var r = e[n++];
			if (!(r.f & 24576) && sr(r) && (Rt = /* @__PURE__ */ new Set(), pr(r), r.deps === null && r.first === null && r.nodes === null && r.teardown === null && r.ac === null && Rn(r), Rt?.size > 0)) {
				Wt.clear();
				for (let e of Rt) {
					if (e.f & 24576) continue;
					let t = [e], n = e.parent;
					for (; n !== null;) Rt.has(n) && (Rt.delete(n), t.push(n)), n = n.parent;
					for (let e = t.length - 1; e >= 0; e--) {
						let n = t[e];
						n.f & 24576 || pr(n);
					}
				}
				Rt.clear();
			}
		}
		Rt = null;
	}
}
function Bt(e) {
	j.schedule(e);
}
function Vt(e, t) {
	if (!(e.f & 32 && e.f & 1024)) {
		e.f & 2048 ? t.d.push(e) : e.f & 4096 && t.m.push(e), it(e, h);
		for (var n = e.first; n !== null;) Vt(n, t), n = n.next;
	}
}
function Ht(e) {
	it(e, h);
	for (var t = e.first; t !== null;) Ht(t), t = t.next;
}
// node_modules/svelte/src/internal/client/reactivity/sources.js
var Ut = /* @__PURE__ */ new Set(), Wt = /* @__PURE__ */ new Map(), Gt = !1;
function Kt(e, t) {
	return {
		f: 0,
		v: e,
		reactions: null,
		equals: Ae,
		rv: 0,
		wv: 0
	};
}
/*#__NO_SIDE_EFFECTS__*/
function M(e, t) {
	let n = Kt(e, t);
	return Zn(n), n;
}
/*#__NO_SIDE_EFFECTS__*/
function qt(e, t = !1, n = !0) {
	let r = Kt(e);
	return t || (r.equals = Me), r;
}
function N(e, t, n = !1) {
	return B !== null && (!qn || B.f & 131072) && Qe() && B.f & 4325394 && (Xn === null || !Xn.has(e)) && Ue(), Xt(e, n ? en(t) : t, Mt);
}
var Jt = null, Yt = 0;
function Xt(e, t, n = null) {
	if (!e.equals(t)) {
		Gn ? Wt.set(e, t) : Wt.has(e) || Wt.set(e, e.v);
		var r = Ft.ensure();
		if (r.capture(e, t), e.f & 2) {
			let t = e;
			e.f & 2048 && xt(t), Dt === null && at(t);
		}
		e.wv = or(), Jt = null, Yt = 0, $t(e, g, n), Jt = null, Qe() && V !== null && V.f & 1024 && !(V.f & 96) && (er === null ? tr([e]) : er.push(e)), !r.is_fork && Ut.size > 0 && !Gt && Zt();
	}
	return t;
}
function Zt() {
	Gt = !1;
	for (let e of Ut) {
		e.f & 1024 && it(e, _);
		let t;
		try {
			t = sr(e);
		} catch {
			t = !0;
		}
		t && pr(e);
	}
	Ut.clear();
}
function Qt(e) {
	N(e, e.v + 1);
}
function $t(e, t, n) {
	var r = e.reactions;
	if (r !== null) {
		var i = Qe(), a = r.length;
		if (Yt += a, Yt > 1e5 && Jt === null && (Jt = /* @__PURE__ */ new Set()), Jt !== null) {
			if (Jt.has(e)) return;
			Jt.add(e);
		}
		for (var o = 0; o < a; o++) {
			var s = r[o], c = s.f;
			if (i || s !== V) {
				var l = (c & g) === 0;
				if (l && it(s, t), c & 131072) Ut.add(s);
				else if (c & 2) {
					var u = s;
					Dt?.delete(u), $t(u, _, n);
				} else if (l) {
					var d = s;
					c & 16 && Rt !== null && Rt.add(d), n === null ? Bt(d) : n.push(d);
				}
			}
		}
	}
}
function en(t) {
	if (typeof t != "object" || !t || ie in t || ae in t) return t;
	let n = l(t);
	if (n !== s && n !== c) return t;
	var r = /* @__PURE__ */ new Map(), i = e(t), o = /* @__PURE__ */ M(0), u = null, d = ir, f = (e) => {
		if (ir === d) return e();
		var t = B, n = ir;
		Jn(null), ar(d);
		var r = e();
		return Jn(t), ar(n), r;
	};
	return i && r.set("length", /* @__PURE__ */ M(t.length, u)), new Proxy(t, {
		defineProperty(e, t, n) {
			"value" in n && n.configurable !== !1 && n.enumerable !== !1 && n.writable !== !1 || Ve();
			var i = r.get(t);
			return i === void 0 ? f(() => {
				var e = /* @__PURE__ */ M(n.value, u);
				return r.set(t, e), e;
			}) : N(i, n.value, !0), !0;
		},
		deleteProperty(e, t) {
			var n = r.get(t);
			if (n === void 0) {
				if (t in e) {
					let e = f(() => /* @__PURE__ */ M(ge, u));
					r.set(t, e), Qt(o);
				}
			} else N(n, ge), Qt(o);
			return !0;
		},
		get(e, n, i) {
			if (n === ie) return t;
			var o = r.get(n), s = n in e;
			if (o === void 0 && (!s || a(e, n)?.writable) && (o = f(() => /* @__PURE__ */ M(en(s ? e[n] : ge), u)), r.set(n, o)), o !== void 0) {
				var c = H(o);
				return c === ge ? void 0 : c;
			}
			return Reflect.get(e, n, i);
		},
		getOwnPropertyDescriptor(e, t) {
			this.has?.(e, t);
			var n = Reflect.getOwnPropertyDescriptor(e, t), i = r.get(t);
			if (i !== void 0) {
				var a = H(i);
				if (a === ge) return;
				if (n && "value" in n) n.value = a;
				else return {
					enumerable: !0,
					configurable: !0,
					value: a,
					writable: !0
				};
			}
			return n;
		},
		has(e, t) {
			if (t === ie) return !0;
			var n = r.get(t), i = n !== void 0 && n.v !== ge || Reflect.has(e, t);
			return (n !== void 0 || (V !== null || B !== null) && (!i || a(e, t)?.writable)) && (n === void 0 && (n = f(() => /* @__PURE__ */ M(i ? en(e[t]) : ge, u)), r.set(t, n)), H(n) === ge) ? !1 : i;
		},
		set(e, t, n, s) {
			var c = r.get(t), l = t in e;
			if (i && t === "length") for (var d = n; d < c.v; d += 1) {
				var p = r.get(d + "");
				p === void 0 ? d in e && (p = f(() => /* @__PURE__ */ M(ge, u)), r.set(d + "", p)) : N(p, ge);
			}
			if (c === void 0) (!l || a(e, t)?.writable) && (c = f(() => /* @__PURE__ */ M(void 0, u)), N(c, en(n)), r.set(t, c));
			else {
				l = c.v !== ge;
				var m = f(() => en(n));
				N(c, m);
			}
			var h = Reflect.getOwnPropertyDescriptor(e, t);
			if (h?.set && h.set.call(s, n), !l) {
				if (i && typeof t == "string") {
					var g = r.get("length"), _ = Number(t);
					Number.isInteger(_) && _ >= g.v && N(g, _ + 1);
				}
				Qt(o);
			}
			return !0;
		},
		ownKeys(e) {
			H(o);
			var t = Reflect.ownKeys(e).filter((e) => {
				var t = r.get(e);
				return t === void 0 || t.v !== ge;
			});
			for (var [n, i] of r) i.v !== ge && !(n in e) && t.push(n);
			return t;
		},
		setPrototypeOf() {
			He();
		}
	});
}
function tn(e) {
	try {
		if (typeof e == "object" && e && ie in e) return e[ie];
	} catch {}
	return e;
}
function nn(e, t) {
	return Object.is(tn(e), tn(t));
}
var rn, an, on, sn;
function cn() {
	if (rn === void 0) {
		rn = window, an = /Firefox/.test(navigator.userAgent);
		var e = Element.prototype, t = Node.prototype, n = Text.prototype;
		on = a(t, "firstChild").get, sn = a(t, "nextSibling").get, u(e) && (e[le] = void 0, e[ce] = null, e[ue] = void 0, e.__e = void 0), u(n) && (n[de] = void 0);
	}
}
function ln(e = "") {
	return document.createTextNode(e);
}
/*@__NO_SIDE_EFFECTS__*/
function un(e) {
	return on.call(e);
}
/*@__NO_SIDE_EFFECTS__*/
function dn(e) {
	return sn.call(e);
}
function P(e, t) {
	if (!T) return /* @__PURE__ */ un(e);
	var n = /* @__PURE__ */ un(E);
	if (n === null) n = E.appendChild(ln());
	else if (t && n.nodeType !== 3) {
		var r = ln();
		return n?.before(r), Te(r), r;
	}
	return t && vn(n), Te(n), n;
}
function F(e, t = !1) {
	if (!T) {
		var n = /* @__PURE__ */ un(e);
		return n instanceof Comment && n.data === "" ? /* @__PURE__ */ dn(n) : n;
	}
	if (t) {
		if (E?.nodeType !== 3) {
			var r = ln();
			return E?.before(r), Te(r), r;
		}
		vn(E);
	}
	return E;
}
function I(e, t = !1) {
	if (!T) return /* @__PURE__ */ un(e);
	var n = P(e, t);
	return D(e), n;
}
function L(e, t = 1, n = !1) {
	let r = T ? E : e;
	for (var i; t--;) i = r, r = /* @__PURE__ */ dn(r);
	if (!T) return r;
	if (n) {
		if (r?.nodeType !== 3) {
			var a = ln();
			return r === null ? i?.after(a) : r.before(a), Te(a), a;
		}
		vn(r);
	}
	return Te(r), r;
}
function fn(e) {
	e.textContent = "";
}
function pn() {
	return !1;
}
function mn(e, t, n) {
	return t == null || t === "http://www.w3.org/1999/xhtml" ? n ? document.createElement(e, { is: n }) : document.createElement(e) : n ? document.createElementNS(t, e, { is: n }) : document.createElementNS(t, e);
}
function hn() {
	return document.createDocumentFragment();
}
function gn(e = "") {
	return document.createComment(e);
}
function _n(e, t, n = "") {
	if (t.startsWith("xlink:")) e.setAttributeNS("http://www.w3.org/1999/xlink", t, n);
	else return e.setAttribute(t, n);
}
function vn(e) {
	if (e.nodeValue.length < 65536) return;
	let t = e.nextSibling;
	for (; t !== null && t.nodeType === 3;) t.remove(), e.nodeValue += t.nodeValue, t = e.nextSibling;
}
function yn(e) {
	var t = V;
	if (t === null) return B.f |= re, e;
	if (!(t.f & 32768) && !(t.f & 4)) throw e;
	bn(e, t);
}
function bn(e, t) {
	if (e === he) throw e;
	if (!(t !== null && t.f & 16384)) {
		for (; t !== null;) {
			if (t.f & 128 && !(t.f & 33570816)) {
				if (!(t.f & 32768)) throw e;
				try {
					t.b.error(e);
					return;
				} catch (t) {
					e = t;
				}
			}
			t = t.parent;
		}
		throw e;
	}
}
// node_modules/svelte/src/internal/client/reactivity/effects.js
function xn(e) {
	V === null && (B === null && Re(e), Le()), Gn && Ie(e);
}
function Sn(e, t) {
	var n = t.last;
	n === null ? t.last = t.first = e : (n.next = e, e.prev = n, t.last = e);
}
function Cn(e, t) {
	var n = V;
	n !== null && n.f & 8192 && (e |= v);
	var r = {
		ctx: qe,
		deps: null,
		nodes: null,
		f: e | g | 512,
		first: null,
		fn: t,
		last: null,
		next: null,
		parent: n,
		b: n && n.b,
		prev: null,
		teardown: null,
		wv: 0,
		ac: null
	};
	j?.register_created_effect(r);
	var i = r;
	if (e & 4) jt === null ? Ft.ensure().schedule(r) : jt.push(r);
	else if (t !== null) {
		try {
			pr(r);
		} catch (e) {
			throw In(r), e;
		}
		i.deps === null && i.teardown === null && i.nodes === null && i.first === i.last && !(i.f & 524288) && (i = i.first, e & 16 && e & 65536 && i !== null && (i.f |= S));
	}
	if (i !== null && (i.parent = n, n !== null && Sn(i, n), B !== null && B.f & 2 && !(e & 64))) {
		var a = B;
		(a.effects ??= []).push(i);
	}
	return r;
}
function wn() {
	return B !== null && !qn;
}
function Tn(e) {
	let t = Cn(8, null);
	return it(t, h), t.teardown = e, t;
}
function R(e) {
	xn("$effect");
	var t = V.f;
	if (!B && t & 32 && qe !== null && !qe.i) {
		var n = qe;
		(n.e ??= []).push(e);
	} else return En(e);
}
function En(e) {
	return Cn(4 | w, e);
}
function Dn(e) {
	Ft.ensure();
	let t = Cn(64 | C, e);
	return (e = {}) => new Promise((n) => {
		e.outro ? zn(t, () => {
			In(t), n(void 0);
		}) : (In(t), n(void 0));
	});
}
function On(e) {
	return Cn(4, e);
}
function kn(e) {
	return Cn(ne | C, e);
}
function An(e, t = 0) {
	return Cn(8 | t, e);
}
function z(e, t = [], n = [], r = []) {
	ft(r, t, n, (t) => {
		Cn(8, () => {
			e(...t.map(H));
		});
	});
}
function jn(e, t = 0) {
	return Cn(16 | t, e);
}
function Mn(e) {
	return Cn(32 | C, e);
}
function Nn(e) {
	var t = e.teardown;
	if (t !== null) {
		let n = Gn, r = B;
		Kn(!0), Jn(null);
		try {
			t.call(null);
		} catch (t) {
			bn(t, e.parent);
		} finally {
			Kn(n), Jn(r);
		}
	}
}
function Pn(e, t = !1) {
	var n = e.first;
	for (e.first = e.last = null; n !== null;) {
		let e = n.ac;
		e !== null && ut(() => {
			e.abort(pe);
		});
		var r = n.next;
		n.f & 64 ? n.parent = null : In(n, t), n = r;
	}
}
function Fn(e) {
	for (var t = e.first; t !== null;) {
		var n = t.next;
		t.f & 32 || In(t), t = n;
	}
}
function In(e, t = !0) {
	var n = !1;
	(t || e.f & 262144) && e.nodes !== null && e.nodes.end !== null && (Ln(e.nodes.start, e.nodes.end), n = !0), e.f |= x, Pn(e, t && !n), fr(e, 0);
	var r = e.nodes && e.nodes.t;
	if (r !== null) for (let e of r) e.stop();
	Nn(e), e.f ^= x, e.f |= y;
	var i = e.parent;
	i !== null && i.first !== null && Rn(e), e.next = e.prev = e.teardown = e.ctx = e.deps = e.fn = e.nodes = e.ac = e.b = null;
}
function Ln(e, t) {
	for (; e !== null;) {
		var n = e === t ? null : /* @__PURE__ */ dn(e);
		e.remove(), e = n;
	}
}
function Rn(e) {
	var t = e.parent, n = e.prev, r = e.next;
	n !== null && (n.next = r), r !== null && (r.prev = n), t !== null && (t.first === e && (t.first = r), t.last === e && (t.last = n));
}
function zn(e, t, n = !0) {
	var r = [];
	e.f |= 256, Bn(e, r, !0);
	var i = () => {
		n && In(e), t && t();
	}, a = r.length;
	if (a > 0) {
		var o = () => --a || i();
		for (var s of r) s.out(o);
	} else i();
}
function Bn(e, t, n) {
	if (!(e.f & 8192)) {
		e.f ^= v;
		var r = e.nodes && e.nodes.t;
		if (r !== null) for (let e of r) (e.is_global || n) && t.push(e);
		for (var i = e.first; i !== null;) {
			var a = i.next;
			if (!(i.f & 64)) {
				var o = !!(i.f & 65536) || !!(i.f & 32) && !!(e.f & 16);
				Bn(i, t, o ? n : !1);
			}
			i = a;
		}
	}
}
function Vn(e) {
	e.f &= -257, Hn(e, !0);
}
function Hn(e, t) {
	if (!(e.f & 256) && e.f & 8192) {
		e.f ^= v, e.f & 1024 || (it(e, g), Ft.ensure().schedule(e));
		for (var n = e.first; n !== null;) {
			var r = n.next, i = !!(n.f & 65536) || !!(n.f & 32);
			Hn(n, i ? t : !1), n = r;
		}
		var a = e.nodes && e.nodes.t;
		if (a !== null) for (let e of a) (e.is_global || t) && e.in();
	}
}
function Un(e, t) {
	if (e.nodes) for (var n = e.nodes.start, r = e.nodes.end; n !== null;) {
		var i = n === r ? null : /* @__PURE__ */ dn(n);
		t.append(n), n = i;
	}
}
// node_modules/svelte/src/internal/client/legacy.js
var Wn = null, Gn = !1;
function Kn(e) {
	Gn = e;
}
var B = null, qn = !1;
function Jn(e) {
	B = e;
}
var V = null;
function Yn(e) {
	V = e;
}
var Xn = null;
function Zn(e) {
	B !== null && (B.f & 2097152 || B.f & 2) && (Xn ??= /* @__PURE__ */ new Set()).add(e);
}
var Qn = null, $n = 0, er = null;
function tr(e) {
	er = e;
}
var nr = 1, rr = 0, ir = rr;
function ar(e) {
	ir = e;
}
function or() {
	return ++nr;
}
function sr(e) {
	var t = e.f;
	if (t & 2048) return !0;
	if (t & 4096) {
		for (var n = e.deps, r = n.length, i = 0; i < r; i++) {
			var a = n[i];
			if (sr(a) && St(a), a.wv > e.wv) return !0;
		}
		t & 512 && Dt === null && it(e, h);
	}
	return !1;
}
function cr(e, t, n = !0) {
	var r = e.reactions;
	if (r !== null && !(Xn !== null && Xn.has(e))) for (var i = 0; i < r.length; i++) {
		var a = r[i];
		a.f & 2 ? cr(a, t, !1) : t === a && (n ? it(a, g) : a.f & 1024 && it(a, _), Bt(a));
	}
}
function lr(e) {
	var t = Qn, n = $n, r = er, i = B, a = Xn, o = qe, s = qn, c = ir, l = e.f;
	Qn = null, $n = 0, er = null, B = l & 96 ? null : e, Xn = null, Je(e.ctx), qn = !1, ir = ++rr, e.ac !== null && (ut(() => {
		e.ac.abort(pe);
	}), e.ac = null);
	try {
		e.f |= te;
		var u = e.fn, d = u();
		e.f |= b;
		var f = ur(e);
		if (Qe() && er !== null && !qn && f !== null && !(e.f & 6146)) for (var p = 0; p < er.length; p++) cr(er[p], e);
		if (i !== null && i !== e) {
			if (rr++, i.deps !== null) for (let e = 0; e < n; e += 1) i.deps[e].rv = rr;
			if (t !== null) for (let e of t) e.rv = rr;
			er !== null && (r === null ? r = er : r.push(...er));
		}
		return e.f & 8388608 && (e.f ^= re), d;
	} catch (t) {
		return ur(e), yn(t);
	} finally {
		e.f ^= te, Qn = t, $n = n, er = r, B = i, Xn = a, Je(o), qn = s, ir = c;
	}
}
function ur(e) {
	var t = e.deps, n = j?.is_fork;
	if (Qn !== null) {
		var r;
		if (n || fr(e, $n), t !== null && $n > 0) for (t.length = $n + Qn.length, r = 0; r < Qn.length; r++) t[$n + r] = Qn[r];
		else e.deps = t = Qn;
		if (wn() && e.f & 512) for (r = $n; r < t.length; r++) (t[r].reactions ??= []).push(e);
	} else !n && t !== null && $n < t.length && (fr(e, $n), t.length = $n);
	return t;
}
function dr(e, r) {
	let i = r.reactions;
	if (i !== null) {
		var a = t.call(i, e);
		if (a !== -1) {
			var o = i.length - 1;
			o === 0 ? i = r.reactions = null : (i[a] = i[o], i.pop());
		}
	}
	if (i === null && r.f & 2 && (Qn === null || !n.call(Qn, r))) {
		var s = r;
		s.f & 512 && (s.f ^= 512), s.v !== ge && at(s), s.ac !== null && ut(() => {
			s.ac.abort(pe), s.ac = null, it(s, g);
		}), Ct(s), fr(s, 0);
	}
}
function fr(e, t) {
	var n = e.deps;
	if (n !== null) for (var r = t; r < n.length; r++) dr(e, n[r]);
}
function pr(e) {
	var t = e.f;
	if (!(t & 16384)) {
		it(e, h);
		var n = V;
		V = e;
		try {
			t & 16777232 ? Fn(e) : Pn(e), Nn(e);
			var r = lr(e);
			e.teardown = typeof r == "function" ? r : null, e.wv = nr;
		} finally {
			V = n;
		}
	}
}
async function mr() {
	await Promise.resolve(), It();
}
function H(e) {
	var t = !!(e.f & 2);
	if (Wn?.add(e), B !== null && !qn && !(V !== null && V.f & 16384) && (Xn === null || !Xn.has(e))) {
		var r = B.deps;
		if (B.f & 2097152) e.rv < rr && (e.rv = rr, Qn === null && r !== null && r[$n] === e ? $n++ : Qn === null ? Qn = [e] : Qn.push(e));
		else {
			B.deps ??= [], n.call(B.deps, e) || B.deps.push(e);
			var i = e.reactions;
			i === null ? e.reactions = [B] : n.call(i, B) || i.push(B);
		}
	}
	if (Gn && Wt.has(e)) return Wt.get(e);
	if (t) {
		var a = e;
		if (Gn) {
			var o = a.v;
			return (!(a.f & 1024) && a.reactions !== null || gr(a)) && (o = xt(a)), Wt.set(a, o), o;
		}
		var s = !(a.f & 512) && !qn && B !== null && !!(B.f & 512), c = (a.f & b) === 0;
		sr(a) && (s && (a.f |= 512), St(a)), s && !c && (wt(a), hr(a));
	}
	if (Dt?.has(e)) return Dt.get(e);
	if (e.f & 8388608) throw e.v;
	return e.v;
}
function hr(e) {
	if (e.f |= 512, e.deps !== null) for (let r of e.deps) {
		var t = r.reactions;
		t === null ? r.reactions = [e] : n.call(t, e) || t.push(e), r.f & 2 && !(r.f & 512) && (wt(r), hr(r));
	}
}
function gr(e) {
	if (e.v === ge) return !0;
	if (e.deps === null) return !1;
	for (let t of e.deps) if (Wt.has(t) || t.f & 2 && gr(t)) return !0;
	return !1;
}
function _r(e) {
	var t = qn;
	try {
		return qn = !0, e();
	} finally {
		qn = t;
	}
}
[.../* @__PURE__ */ "allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback".split(".")];
var vr = ["touchstart", "touchmove"];
function yr(e) {
	return vr.includes(e);
}
// node_modules/svelte/src/internal/client/dom/elements/events.js
var br = Symbol("events"), xr = /* @__PURE__ */ new Set(), Sr = /* @__PURE__ */ new Set();
function Cr(e, t, n, r = {}) {
	function i(e) {
		if (r.capture || Dr.call(t, e), !e.cancelBubble) return ut(() => n?.call(this, e));
	}
	return e.startsWith("pointer") || e.startsWith("touch") || e === "wheel" ? (i.__removed = !1, tt(() => {
		i.__removed || t.addEventListener(e, i, r);
	})) : t.addEventListener(e, i, r), i;
}
function wr(e, t, n, r, i) {
	var a = {
		capture: r,
		passive: i
	}, o = Cr(e, t, n, a);
	(t === document.body || t === window || t === document || t instanceof HTMLMediaElement) && Tn(() => {
		o.__removed = !0, t.removeEventListener(e, o, a);
	});
}
function U(e, t, n) {
	(t[br] ??= {})[e] = n;
}
function W(e) {
	for (var t = 0; t < e.length; t++) xr.add(e[t]);
	for (var n of Sr) n(e);
}
var Tr = null, Er = !1;
function Dr(e) {
	var t = this, n = t.ownerDocument, r = e.type, a = e.composedPath?.() || [], o = a[0] || e.target;
	Tr = e, Er || (Er = !0, setTimeout(() => {
		Er = !1, Tr = null;
	}));
	var s = 0, c = Tr === e && e[br];
	if (c) {
		var l = a.indexOf(c);
		if (l !== -1 && (t === document || t === window)) {
			e[br] = t;
			return;
		}
		var u = a.indexOf(t);
		if (u === -1) return;
		l <= u && (s = l);
	}
	if (o = a[s] || e.target, o !== t) {
		i(e, "currentTarget", {
			configurable: !0,
			get() {
				return o || n;
			}
		});
		var d = B, f = V;
		Jn(null), Yn(null);
		try {
			for (var p, m = []; o !== null && o !== t;) {
				try {
					var h = o[br]?.[r];
					h == null || o.disabled && e.target !== o || h.call(o, e);
				} catch (e) {
					p ? m.push(e) : p = e;
				}
				if (e.cancelBubble) break;
				s++, o = s < a.length ? a[s] : null;
			}
			if (p) {
				for (let e of m) queueMicrotask(() => {
					throw e;
				});
				throw p;
			}
		} finally {
			e[br] = t, delete e.currentTarget, Jn(d), Yn(f);
		}
	}
}
globalThis?.window?.trustedTypes;
// node_modules/svelte/src/internal/client/dom/template.js
var Or = me ? "template" : "TEMPLATE";
function kr(e, t) {
	var n = V;
	n.nodes === null && (n.nodes = {
		start: e,
		end: t,
		a: null,
		t: null
	});
}
function Ar(e, t) {
	var n = hn();
	for (var r of e) {
		if (typeof r == "string") {
			n.append(ln(r));
			continue;
		}
		if (r === void 0 || r[0][0] === "/") {
			n.append(gn(r ? r[0].slice(3) : ""));
			continue;
		}
		let [e, o, ...s] = r, c = e === "svg" ? ve : e === "math" ? ye : t;
		var i = mn(e, c, o?.is);
		for (var a in o) _n(i, a, o[a]);
		s.length > 0 && (i.nodeName === Or ? i.content : i).append(Ar(s, i.nodeName === "foreignObject" ? void 0 : c)), n.append(i);
	}
	return n;
}
/*#__NO_SIDE_EFFECTS__*/
function G(e, t) {
	var n = !!(t & 1), r = !!(t & 2), i;
	return () => {
		if (T) return kr(E, null), E;
		i === void 0 && (i = Ar(e, t & 4 ? ve : t & 8 ? ye : void 0), n || (i = /* @__PURE__ */ un(i)));
		var a = r || an ? document.importNode(i, !0) : i.cloneNode(!0);
		if (n) {
			var o = /* @__PURE__ */ un(a), s = a.lastChild;
			kr(o, s);
		} else kr(a, a);
		return a;
	};
}
function jr(e = "") {
	if (!T) {
		var t = ln(e + "");
		return kr(t, t), t;
	}
	var n = E;
	return n.nodeType === 3 ? vn(n) : (n.before(n = ln()), Te(n)), kr(n, n), n;
}
function Mr() {
	if (T) return kr(E, null), E;
	var e = document.createDocumentFragment(), t = document.createComment(""), n = ln();
	return e.append(t, n), kr(t, n), e;
}
function K(e, t) {
	if (T) {
		var n = V;
		n.f & 32768 && n.nodes.end !== null || (n.nodes.end = E), Ee();
	} else e !== null && e.before(t);
}
// node_modules/svelte/src/reactivity/create-subscriber.js
function Nr(e) {
	let t = 0, n = Kt(0), r;
	return () => {
		wn() && (H(n), An(() => (t === 0 && (r = _r(() => e(() => Qt(n)))), t += 1, () => {
			tt(() => {
				--t, t === 0 && (r?.(), r = void 0, Qt(n));
			});
		})));
	};
}
// node_modules/svelte/src/internal/client/dom/blocks/boundary.js
var Pr = S | C;
function Fr(e, t, n, r) {
	new Ir(e, t, n, r);
}
var Ir = class {
	parent;
	is_pending = !1;
	transform_error;
	#e;
	#t = T ? E : null;
	#n;
	#r;
	#i;
	#a = null;
	#o = null;
	#s = null;
	#c = null;
	#l = 0;
	#u = 0;
	#d = !1;
	#f = /* @__PURE__ */ new Map();
	#p = null;
	#m = Nr(() => (this.#p = Kt(this.#l), () => {
		this.#p = null;
	}));
	constructor(e, t, n, r) {
		this.#e = e, this.#n = t, this.#r = (e) => {
			var t = V;
			t.b = this, t.f |= 128, n(e);
		}, this.parent = V.b, this.transform_error = r ?? this.parent?.transform_error ?? ((e) => e), this.#i = jn(() => {
			if (T) {
				let e = ke(this.#t);
				Ee();
				let t = e === "[!";
				if (e.startsWith("[?")) {
					let t = JSON.parse(e.slice(2));
					this.#g(t);
				} else t ? this.#y() : this.#h();
			} else this.#b();
		}, Pr), T && (this.#e = E);
	}
	#h() {
		try {
			this.#a = Mn(() => this.#r(this.#e));
		} catch (e) {
			this.error(e);
		}
	}
	#g(e) {
		let t = this.#n.failed, { reset: n, invoke_onerror: r } = this.#_(e);
		tt(r), t && (this.#s = Mn(() => {
			t(this.#e, () => e, () => n);
		}));
	}
	#_(e) {
		var t = !1, n = !1;
		let r = () => {
			this.#v() || (t ? Ce() : (t = !0, n && We(), this.#s !== null && zn(this.#s, () => {
				this.#s = null;
			}), this.#S(() => {
				this.#b();
			})));
		};
		return {
			reset: r,
			invoke_onerror: () => {
				if (!this.#v()) try {
					n = !0, this.#n.onerror?.(e, r), n = !1;
				} catch (e) {
					bn(e, this.#i && this.#i.parent);
				}
			}
		};
	}
	#v() {
		return (this.#i.f & (y | x)) !== 0;
	}
	#y() {
		let e = this.#n.pending;
		e && (this.is_pending = !0, this.#o = Mn(() => e(this.#e)), tt(() => {
			if (!this.#v()) {
				var e = this.#c = document.createDocumentFragment(), t = ln(), n = !1;
				e.append(t), this.#a = this.#S(() => {
					try {
						return Mn(() => this.#r(t));
					} catch (e) {
						try {
							this.error(e), n = !0;
						} catch (e) {
							bn(e, this.#i.parent);
						}
						return null;
					}
				}), this.#a === null ? (this.#c = null, n && this.#x(j)) : this.#u === 0 && (this.#e.before(e), this.#c = null, zn(this.#o, () => {
					this.#o = null;
				}), this.#x(j));
			}
		}));
	}
	#b() {
		try {
			if (this.is_pending = this.has_pending_snippet(), this.#u = 0, this.#l = 0, this.#a = Mn(() => {
				this.#r(this.#e);
			}), this.#u > 0) {
				var e = this.#c = document.createDocumentFragment();
				Un(this.#a, e);
				let t = this.#n.pending;
				this.#o = Mn(() => t(this.#e));
			} else this.#x(j);
		} catch (e) {
			this.error(e);
		}
	}
	#x(e) {
		this.is_pending = !1, e.transfer_reactions(this.#f);
	}
	defer_effect(e) {
		ot(e, this.#f);
	}
	is_rendered() {
		return !this.is_pending && (!this.parent || this.parent.is_rendered());
	}
	has_pending_snippet() {
		return !!this.#n.pending;
	}
	#S(e) {
		var t = V, n = B, r = qe;
		Yn(this.#i), Jn(this.#i), Je(this.#i.ctx);
		try {
			return Ft.ensure(), e();
		} finally {
			Yn(t), Jn(n), Je(r);
		}
	}
	#C(e, t) {
		this.has_pending_snippet() ? (this.#u += e, this.#u === 0 && (this.#x(t), this.#o && zn(this.#o, () => {
			this.#o = null;
		}), this.#c &&= (this.#e.before(this.#c), null))) : this.parent && this.parent.#C(e, t);
	}
	update_pending_count(e, t) {
		this.#C(e, t), this.#l += e, !this.#p || this.#d || (this.#d = !0, tt(() => {
			this.#d = !1, this.#p && Xt(this.#p, this.#l);
		}));
	}
	get_effect_pending() {
		return this.#m(), H(this.#p);
	}
	error(e) {
		if (e === he || !this.#n.onerror && !this.#n.failed) throw e;
		j?.is_fork ? (this.#a && j.skip_effect(this.#a), this.#o && j.skip_effect(this.#o), this.#s && j.skip_effect(this.#s), j.oncommit(() => {
			this.#v() || this.#w(e);
		})) : this.#w(e);
	}
	#w(e) {
		this.#a &&= (In(this.#a), null), this.#o &&= (In(this.#o), null), this.#s &&= (In(this.#s), null), T && (Te(this.#t), De(), Te(Oe()));
		let t = this.#n.failed, n = (e) => {
			if (this.#v()) return;
			let { reset: n, invoke_onerror: r } = this.#_(e);
			r(), t && !this.#v() && (this.#s = this.#S(() => {
				try {
					return Mn(() => {
						var r = V;
						r.b = this, r.f |= 128, t(this.#e, () => e, () => n);
					});
				} catch (e) {
					return bn(e, this.#i.parent), null;
				}
			}));
		};
		tt(() => {
			if (!this.#v()) {
				var t;
				try {
					t = this.transform_error(e);
				} catch (e) {
					bn(e, this.#i && this.#i.parent);
					return;
				}
				typeof t == "object" && t && typeof t.then == "function" ? t.then(n, (e) => bn(e, this.#i && this.#i.parent)) : n(t);
			}
		});
	}
};
function q(e, t) {
	var n = t == null ? "" : typeof t == "object" ? `${t}` : t;
	n !== (e[de] ??= e.nodeValue) && (e[de] = n, e.nodeValue = `${n}`);
}
function Lr(e, t) {
	return zr(e, t);
}
var Rr = /* @__PURE__ */ new Map();
function zr(e, { target: t, anchor: n, props: i = {}, events: a, context: o, intro: s = !0, transformError: c }) {
	cn();
	var l = void 0, u = Dn(() => {
		var s = n ?? t.appendChild(ln());
		Fr(s, { pending: () => {} }, (t) => {
			O({});
			var n = qe;
			if (o && (n.c = o), a && (i.$$events = a), T && kr(t, null), l = e(t, i) || Ze(), T && (V.nodes.end = E, E === null || E.nodeType !== 8 || E.data !== "]")) throw xe(), he;
			k();
		}, c);
		var u = /* @__PURE__ */ new Set(), d = (e) => {
			for (var n = 0; n < e.length; n++) {
				var r = e[n];
				if (!u.has(r)) {
					u.add(r);
					var i = yr(r);
					for (let e of [t, document]) {
						var a = Rr.get(e);
						a === void 0 && (a = /* @__PURE__ */ new Map(), Rr.set(e, a));
						var o = a.get(r);
						o === void 0 ? (e.addEventListener(r, Dr, { passive: i }), a.set(r, 1)) : a.set(r, o + 1);
					}
				}
			}
		};
		return d(r(xr)), Sr.add(d), () => {
			for (var e of u) for (let n of [t, document]) {
				var r = Rr.get(n), i = r.get(e);
				--i == 0 ? (n.removeEventListener(e, Dr), r.delete(e), r.size === 0 && Rr.delete(n)) : r.set(e, i);
			}
			Sr.delete(d), s !== n && s.parentNode?.removeChild(s);
		};
	});
	return Br.set(l, u), l;
}
var Br = /* @__PURE__ */ new WeakMap();
function Vr(e, t) {
	let n = Br.get(e);
	return n ? (Br.delete(e), n(t)) : Promise.resolve();
}
// node_modules/svelte/src/internal/client/dom/blocks/branches.js
var Hr = class {
	anchor;
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Map();
	#n = /* @__PURE__ */ new Map();
	#r = /* @__PURE__ */ new Set();
	#i = !0;
	constructor(e, t = !0) {
		this.anchor = e, this.#i = t;
	}
	#a = (e) => {
		if (this.#e.has(e)) {
			var t = this.#e.get(e), n = this.#t.get(t);
			if (n) Vn(n), this.#r.delete(t);
			else {
				var r = this.#n.get(t);
				r && (Vn(r.effect), this.#t.set(t, r.effect), this.#n.delete(t), r.fragment.lastChild.remove(), this.anchor.before(r.fragment), n = r.effect);
			}
			for (let [t, n] of this.#e) {
				if (this.#e.delete(t), t === e) break;
				let r = this.#n.get(n);
				r && (In(r.effect), this.#n.delete(n));
			}
			for (let [e, r] of this.#t) {
				if (e === t || this.#r.has(e)) continue;
				let i = () => {
					if (Array.from(this.#e.values()).includes(e)) {
						var t = document.createDocumentFragment();
						Un(r, t), t.append(ln()), this.#n.set(e, {
							effect: r,
							fragment: t
						});
					} else In(r);
					this.#r.delete(e), this.#t.delete(e);
				};
				this.#i || !n ? (this.#r.add(e), zn(r, i, !1)) : i();
			}
		}
	};
	#o = (e) => {
		this.#e.delete(e);
		let t = Array.from(this.#e.values());
		for (let [e, n] of this.#n) t.includes(e) || (In(n.effect), this.#n.delete(e));
	};
	ensure(e, t) {
		var n = j, r = pn();
		if (t && !this.#t.has(e) && !this.#n.has(e)) {
			if (r) {
				var i = document.createDocumentFragment(), a = ln();
				i.append(a), this.#n.set(e, {
					effect: Mn(() => t(a)),
					fragment: i
				});
			} else this.#t.set(e, Mn(() => t(this.anchor)));
		}
		if (this.#e.set(n, e), r) {
			for (let [t, r] of this.#t) t === e ? n.unskip_effect(r) : n.skip_effect(r);
			for (let [t, r] of this.#n) t === e ? n.unskip_effect(r.effect) : n.skip_effect(r.effect);
			n.oncommit(this.#a), n.ondiscard(this.#o);
		} else T && (this.anchor = E), this.#a(n);
	}
};
// node_modules/svelte/src/internal/client/dom/blocks/if.js
function J(e, t, n = !1) {
	var r;
	T && (r = E, Ee());
	var i = new Hr(e), a = n ? S : 0;
	function o(e, t) {
		if (T) {
			var n = ke(r);
			if (e !== parseInt(n.substring(1))) {
				var a = Oe();
				Te(a), i.anchor = a, we(!1), i.ensure(e, t), we(!0);
				return;
			}
		}
		i.ensure(e, t);
	}
	jn(() => {
		var e = !1;
		t((t, n = 0) => {
			e = !0, o(n, t);
		}), e || o(-1, null);
	}, a);
}
// node_modules/svelte/src/internal/client/dom/blocks/key.js
var Ur = Symbol("NaN");
function Wr(e, t, n) {
	T && Ee();
	var r = new Hr(e), i = !Qe();
	jn(() => {
		var e = t();
		e !== e && (e = Ur), i && typeof e == "object" && e && (e = {}), r.ensure(e, n);
	});
}
// node_modules/svelte/src/internal/client/dom/blocks/each.js
function Gr(e, t) {
	return t;
}
function Kr(e, t, n) {
	for (var i = [], a = t.length, o, s = t.length, c = 0; c < a; c++) {
		let n = t[c];
		zn(n, () => {
			if (o) {
				if (o.pending.delete(n), o.done.add(n), o.pending.size === 0) {
					var t = e.outrogroups;
					qr(e, r(o.done)), t.delete(o), t.size === 0 && (e.outrogroups = null);
				}
			} else --s;
		}, !1);
	}
	if (s === 0) {
		var l = i.length === 0 && n !== null && e.pending.size === 0;
		if (l) {
			var u = n, d = u.parentNode;
			fn(d), d.append(u), e.items.clear();
		}
		qr(e, t, !l);
	} else o = {
		pending: new Set(t),
		done: /* @__PURE__ */ new Set()
	}, (e.outrogroups ??= /* @__PURE__ */ new Set()).add(o);
}
function qr(e, t, n = !0) {
	var r;
	if (e.pending.size > 0) {
		r = /* @__PURE__ */ new Set();
		for (let t of e.pending.values()) for (let n of t) r.add(e.items.get(n).e);
	}
	for (var i = 0; i < t.length; i++) {
		var a = t[i];
		r?.has(a) ? (a.f |= ee, Un(a, document.createDocumentFragment())) : In(t[i], n);
	}
}
var Jr;
function Y(t, n, i, a, o, s = null) {
	var c = t, l = /* @__PURE__ */ new Map();
	if (n & 4) {
		var u = t;
		c = T ? Te(/* @__PURE__ */ un(u)) : u.appendChild(ln());
	}
	T && Ee();
	var d = null, f = /* @__PURE__ */ yt(() => {
		var t = i();
		return e(t) ? t : t == null ? [] : r(t);
	}), p = /* @__PURE__ */ new Map(), m = !0;
	function h(e) {
		if (!(_.effect.f & 16384)) {
			_.pending.delete(e);
			var t = H(f);
			_.fallback = d, Xr(_, t, c, n, a), d !== null && (t.length === 0 ? d.f & 33554432 ? (d.f ^= ee, Qr(d, null, c)) : Vn(d) : zn(d, () => {
				d = null;
			}));
		}
	}
	function g(e) {
		_.pending.delete(e);
	}
	var _ = {
		effect: jn(() => {
			var e = H(f), t = e.length;
			let r = !1;
			T && ke(c) === "[!" != (t === 0) && (c = Oe(), Te(c), we(!1), r = !0);
			for (var u = /* @__PURE__ */ new Set(), _ = j, v = pn(), y = 0; y < t; y += 1) {
				T && E.nodeType === 8 && E.data === "]" && (c = E, r = !0, we(!1));
				var b = e[y], x = a(b, y), S = m ? null : l.get(x);
				S ? (S.v && Xt(S.v, b), S.i && Xt(S.i, y), v && _.unskip_effect(S.e)) : (S = Zr(l, m ? c : Jr ??= ln(), b, x, y, o, n, i), m || (S.e.f |= ee), l.set(x, S)), u.add(x);
			}
			if (t === 0 && s && !d && (m ? d = Mn(() => s(c)) : (d = Mn(() => s(Jr ??= ln())), d.f |= ee)), t > u.size && Fe("", "", ""), T && t > 0 && Te(Oe()), !m) {
				if (p.set(_, u), v) {
					for (let [e, t] of l) u.has(e) || _.skip_effect(t.e);
					_.oncommit(h), _.ondiscard(g);
				} else h(_);
			}
			r && we(!0), H(f);
		}),
		flags: n,
		items: l,
		pending: p,
		outrogroups: null,
		fallback: d
	};
	m = !1, T && (c = E);
}
function Yr(e) {
	for (; e !== null && !(e.f & 32);) e = e.next;
	return e;
}
function Xr(e, t, n, i, a) {
	var o = !!(i & 8), s = t.length, c = e.items, l = Yr(e.effect.first), u, d = null, f, p = [], m = [], h, g, _, v;
	if (o) for (v = 0; v < s; v += 1) h = t[v], g = a(h, v), _ = c.get(g).e, _.f & 33554432 || (_.nodes?.a?.measure(), (f ??= /* @__PURE__ */ new Set()).add(_));
	for (v = 0; v < s; v += 1) {
		if (h = t[v], g = a(h, v), _ = c.get(g).e, e.outrogroups !== null) for (let t of e.outrogroups) t.pending.delete(_), t.done.delete(_);
		if (_.f & 8192 && (Vn(_), o && (_.nodes?.a?.unfix(), (f ??= /* @__PURE__ */ new Set()).delete(_))), _.f & 33554432) {
			if (_.f ^= ee, _ === l) Qr(_, null, n);
			else {
				var y = d ? d.next : l;
				_ === e.effect.last && (e.effect.last = _.prev), _.prev && (_.prev.next = _.next), _.next && (_.next.prev = _.prev), $r(e, d, _), $r(e, _, y), Qr(_, y, n), d = _, p = [], m = [], l = Yr(d.next);
				continue;
			}
		}
		if (_ !== l) {
			if (u !== void 0 && u.has(_)) {
				if (p.length < m.length) {
					var b = m[0], x;
					d = b.prev;
					var S = p[0], C = p[p.length - 1];
					for (x = 0; x < p.length; x += 1) Qr(p[x], b, n);
					for (x = 0; x < m.length; x += 1) u.delete(m[x]);
					$r(e, S.prev, C.next), $r(e, d, S), $r(e, C, b), l = b, d = C, --v, p = [], m = [];
				} else u.delete(_), Qr(_, l, n), $r(e, _.prev, _.next), $r(e, _, d === null ? e.effect.first : d.next), $r(e, d, _), d = _;
				continue;
			}
			for (p = [], m = []; l !== null && l !== _;) (u ??= /* @__PURE__ */ new Set()).add(l), m.push(l), l = Yr(l.next);
			if (l === null) continue;
		}
		_.f & 33554432 || p.push(_), d = _, l = Yr(_.next);
	}
	if (e.outrogroups !== null) {
		for (let t of e.outrogroups) t.pending.size === 0 && (qr(e, r(t.done)), e.outrogroups?.delete(t));
		e.outrogroups.size === 0 && (e.outrogroups = null);
	}
	if (l !== null || u !== void 0) {
		var w = [];
		if (u !== void 0) for (_ of u) _.f & 8192 || w.push(_);
		for (; l !== null;) !(l.f & 8192) && l !== e.fallback && w.push(l), l = Yr(l.next);
		var te = w.length;
		if (te > 0) {
			var ne = i & 4 && s === 0 ? n : null;
			if (o) {
				for (v = 0; v < te; v += 1) w[v].nodes?.a?.measure();
				for (v = 0; v < te; v += 1) w[v].nodes?.a?.fix();
			}
			Kr(e, w, ne);
		}
	}
	o && tt(() => {
		if (f !== void 0) for (_ of f) _.nodes?.a?.apply();
	});
}
function Zr(e, t, n, r, i, a, o, s) {
	var c = o & 1 ? o & 16 ? Kt(n) : /* @__PURE__ */ qt(n, !1, !1) : null, l = o & 2 ? Kt(i) : null;
	return {
		v: c,
		i: l,
		e: Mn(() => (a(t, c ?? n, l ?? i, s), () => {
			e.delete(r);
		}))
	};
}
function Qr(e, t, n) {
	if (e.nodes) for (var r = e.nodes.start, i = e.nodes.end, a = t && !(t.f & 33554432) ? t.nodes.start : n; r !== null;) {
		var o = /* @__PURE__ */ dn(r);
		if (a.before(r), r === i) return;
		r = o;
	}
}
function $r(e, t, n) {
	t === null ? e.effect.first = n : t.next = n, n === null ? e.effect.last = t : n.prev = t;
}
// node_modules/svelte/src/internal/client/dom/blocks/svelte-component.js
function ei(e, t, n) {
	var r;
	T && (r = E, Ee());
	var i = new Hr(e);
	jn(() => {
		var e = t() ?? null;
		if (T && ke(r) === "[" != (e !== null)) {
			var a = Oe();
			Te(a), i.anchor = a, we(!1), i.ensure(e, e && ((t) => n(t, e))), we(!0);
		} else i.ensure(e, e && ((t) => n(t, e)));
	}, S);
}
// node_modules/clsx/dist/clsx.mjs
function ti(e) {
	var t, n, r = "";
	if (typeof e == "string" || typeof e == "number") r += e;
	else if (typeof e == "object") {
		if (Array.isArray(e)) {
			var i = e.length;
			for (t = 0; t < i; t++) e[t] && (n = ti(e[t])) && (r && (r += " "), r += n);
		} else for (n in e) e[n] && (r && (r += " "), r += n);
	}
	return r;
}
function ni() {
	for (var e, t, n = 0, r = "", i = arguments.length; n < i; n++) (e = arguments[n]) && (t = ti(e)) && (r && (r += " "), r += t);
	return r;
}
// node_modules/svelte/src/internal/shared/attributes.js
function ri(e) {
	return typeof e == "object" ? ni(e) : e ?? "";
}
var ii = [..." 	\n\r\f\xA0\v﻿"];
function ai(e, t, n) {
	var r = e == null ? "" : "" + e;
	if (t && (r = r ? r + " " + t : t), n) {
		for (var i of Object.keys(n)) if (n[i]) r = r ? r + " " + i : i;
		else if (r.length) for (var a = i.length, o = 0; (o = r.indexOf(i, o)) >= 0;) {
			var s = o + a;
			(o === 0 || ii.includes(r[o - 1])) && (s === r.length || ii.includes(r[s])) ? r = (o === 0 ? "" : r.substring(0, o)) + r.substring(s + 1) : o = s;
		}
	}
	return r === "" ? null : r;
}
function oi(e, t = !1) {
	var n = t ? " !important;" : ";", r = "";
	for (var i of Object.keys(e)) {
		var a = e[i];
		a != null && a !== "" && (r += " " + i + ": " + a + n);
	}
	return r;
}
function si(e) {
	return e[0] !== "-" || e[1] !== "-" ? e.toLowerCase() : e;
}
function ci(e, t) {
	if (t) {
		var n = "", r, i;
		if (Array.isArray(t) ? (r = t[0], i = t[1]) : r = t, e) {
			e = String(e).replaceAll(/\/\*.*?\*\//g, "").trim();
			var a = !1, o = 0, s = !1, c = [];
			r && c.push(...Object.keys(r).map(si)), i && c.push(...Object.keys(i).map(si));
			var l = 0, u = -1;
			let t = e.length;
			for (var d = 0; d < t; d++) {
				var f = e[d];
				if (s ? f === "/" && e[d - 1] === "*" && (s = !1) : a ? a === f && (a = !1) : f === "/" && e[d + 1] === "*" ? s = !0 : f === "\"" || f === "'" ? a = f : f === "(" ? o++ : f === ")" && o--, !s && a === !1 && o === 0) {
					if (f === ":" && u === -1) u = d;
					else if (f === ";" || d === t - 1) {
						if (u !== -1) {
							var p = si(e.substring(l, u).trim());
							if (!c.includes(p)) {
								f !== ";" && d++;
								var m = e.substring(l, d).trim();
								n += " " + m + ";";
							}
						}
						l = d + 1, u = -1;
					}
				}
			}
		}
		return r && (n += oi(r)), i && (n += oi(i, !0)), n = n.trim(), n === "" ? null : n;
	}
	return e == null ? null : String(e);
}
// node_modules/svelte/src/internal/client/dom/elements/class.js
function li(e, t, n, r, i, a) {
	var o = e[le];
	if (T || o !== n || o === void 0) {
		var s = ai(n, r, a);
		T && s === e.getAttribute("class") || (s == null ? e.removeAttribute("class") : t ? e.className = s : e.setAttribute("class", s)), e[le] = n;
	} else if (a && i !== a) for (var c in a) {
		var l = !!a[c];
		(i == null || l !== !!i[c]) && e.classList.toggle(c, l);
	}
	return a;
}
// node_modules/svelte/src/internal/client/dom/elements/style.js
function ui(e, t = {}, n, r) {
	for (var i in n) {
		var a = n[i];
		t[i] !== a && (n[i] == null ? e.style.removeProperty(i) : e.style.setProperty(i, a, r));
	}
}
function di(e, t, n, r) {
	var i = e[ue];
	if (T || i !== t) {
		var a = ci(t, r);
		T && a === e.getAttribute("style") || (a == null ? e.removeAttribute("style") : e.style.cssText = a), e[ue] = t;
	} else r && (Array.isArray(r) ? (ui(e, n?.[0], r[0]), ui(e, n?.[1], r[1], "important")) : ui(e, n, r));
	return r;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/select.js
function fi(e, t) {
	t ? e.hasAttribute("selected") || e.setAttribute("selected", "") : e.removeAttribute("selected");
}
function pi(t, n) {
	var r = t.__defaultValue, i = t.multiple, a = i ? r ?? [] : null;
	if (!i || e(a)) {
		var o = t.selectedIndex, s = n && i ? new Set(t.selectedOptions) : null;
		for (var c of t.options) {
			var l = gi(c);
			fi(c, i ? a.includes(l) : nn(l, r));
		}
		if (n) {
			if (s !== null) for (c of t.options) {
				var u = s.has(c);
				c.selected !== u && (c.selected = u);
			}
			else t.selectedIndex !== o && (t.selectedIndex = o);
		}
	}
}
function mi(t, n, r = !1) {
	if (t.multiple) {
		if (n == null) return;
		if (!e(n)) return Se();
		for (var i of t.options) i.selected = n.includes(gi(i));
	} else {
		for (i of t.options) if (nn(gi(i), n)) {
			i.selected = !0;
			return;
		}
		r && n === void 0 || (t.selectedIndex = -1);
	}
}
function hi(e) {
	var t = new MutationObserver((t) => {
		t.every(_i) || ("__defaultValue" in e && pi(e, !1), "__value" in e && mi(e, e.__value));
	});
	t.observe(e, {
		childList: !0,
		subtree: !0,
		attributes: !0,
		attributeFilter: ["value"]
	}), Tn(() => {
		t.disconnect();
	});
}
function gi(e) {
	return "__value" in e ? e.__value : e.value;
}
function _i(e) {
	if (e.target.closest("selectedcontent") !== null) return !0;
	if (e.type === "childList") {
		var t = [...e.addedNodes, ...e.removedNodes];
		return t.length > 0 && t.every((e) => e.nodeName === "SELECTEDCONTENT");
	}
	return !1;
}
// node_modules/svelte/src/internal/client/dom/elements/attributes.js
var vi = Symbol("is custom element"), yi = Symbol("is html"), bi = me ? "link" : "LINK", xi = me ? "progress" : "PROGRESS";
function Si(e) {
	if (T) {
		var t = !1, n = () => {
			if (!t) {
				if (t = !0, e.hasAttribute("value")) {
					var n = e.value;
					X(e, "value", null), e.value = n;
				}
				if (e.hasAttribute("checked")) {
					var r = e.checked;
					X(e, "checked", null), e.checked = r;
				}
			}
		};
		e[fe] = n, tt(n), ct();
	}
}
function Ci(e, t) {
	var n = wi(e);
	n.value !== (n.value = t ?? void 0) && (e.value !== t || t === 0 && e.nodeName === xi) && (e.value = t ?? "");
}
function X(e, t, n, r) {
	var i = wi(e);
	if (!(T && (i[t] = e.getAttribute(t), t === "src" || t === "srcset" || t === "href" && e.nodeName === bi))) {
		var a = i[t];
		a !== (i[t] = n) && (t === "loading" && (e[se] = n), n == null ? e.removeAttribute(t) : typeof n != "string" && Ei(e).has(t) ? e[t] = n : (!T || typeof n != "number" && typeof n != "boolean" || a !== String(n)) && e.setAttribute(t, n));
	}
}
function wi(e) {
	return e[ce] ??= {
		[vi]: e.nodeName.includes("-"),
		[yi]: e.namespaceURI === _e
	};
}
var Ti = /* @__PURE__ */ new Map();
function Ei(e) {
	var t = e.getAttribute("is") || e.nodeName, n = Ti.get(t);
	if (n) return n;
	Ti.set(t, n = /* @__PURE__ */ new Set());
	for (var r, i = e, a = Element.prototype; a !== i;) {
		for (var s in r = o(i), r) r[s].set && s !== "innerHTML" && s !== "textContent" && s !== "innerText" && n.add(s);
		i = l(i);
	}
	return n;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/input.js
function Di(e, t, n = t) {
	var r = /* @__PURE__ */ new WeakSet();
	dt(e, "input", async (i) => {
		var a = i ? e.defaultValue : e.value;
		if (a = Oi(e) ? ki(a) : a, n(a), j !== null && r.add(j), await mr(), a !== (a = t())) {
			var o = e.selectionStart, s = e.selectionEnd, c = e.value.length;
			if (e.value = a ?? "", s !== null) {
				var l = e.value.length;
				o === s && s === c && l > c ? (e.selectionStart = l, e.selectionEnd = l) : (e.selectionStart = o, e.selectionEnd = Math.min(s, l));
			}
		}
	}), (T && e.defaultValue !== e.value || _r(t) == null && e.value) && (n(Oi(e) ? ki(e.value) : e.value), j !== null && r.add(j)), An(() => {
		var n = t();
		if (e === document.activeElement) {
			var i = j;
			if (r.has(i)) return;
		}
		Oi(e) && n === ki(e.value) || (e.type !== "date" || n || e.value) && n !== e.value && (e.value = n ?? "");
	});
}
function Oi(e) {
	var t = e.type;
	return t === "number" || t === "range";
}
function ki(e) {
	return e === "" ? null : +e;
}
var Ai = /* @__PURE__ */ new class e {
	#e = /* @__PURE__ */ new WeakMap();
	#t;
	#n;
	static entries = /* @__PURE__ */ new WeakMap();
	constructor(e) {
		this.#n = e;
	}
	observe(e, t) {
		var n = this.#e.get(e) || /* @__PURE__ */ new Set();
		return n.add(t), this.#e.set(e, n), this.#r().observe(e, this.#n), () => {
			var n = this.#e.get(e);
			n.delete(t), n.size === 0 && (this.#e.delete(e), this.#t.unobserve(e));
		};
	}
	#r() {
		return this.#t ??= new ResizeObserver((t) => {
			for (var n of t) {
				e.entries.set(n.target, n);
				for (var r of this.#e.get(n.target) || []) r(n);
			}
		});
	}
}({ box: "border-box" });
function ji(e, t, n) {
	var r = Ai.observe(e, () => n(e[t]));
	On(() => (_r(() => n(e[t])), r));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/this.js
function Mi(e, t) {
	return e === t || e?.[ie] === t;
}
function Ni(e = Ze(), t, n, r) {
	var i = qe.r, a = V;
	return On(() => {
		var o, s;
		return An(() => {
			o = s, s = r?.() || [], _r(() => {
				Mi(n(...s), e) || (t(e, ...s), o && Mi(n(...o), e) && t(null, ...o));
			});
		}), () => {
			let r = a;
			for (; r !== i && r.parent !== null && r.parent.f & 33554432;) r = r.parent;
			let o = () => {
				s && Mi(n(...s), e) && t(null, ...s);
			}, c = r.teardown;
			r.teardown = () => {
				o(), c?.();
			};
		};
	}), e;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/window.js
function Pi(e, t) {
	lt(window, ["resize"], () => ut(() => t(window[e])));
}
// node_modules/svelte/src/internal/client/reactivity/store.js
var Fi = !1;
function Ii(e) {
	var t = Fi;
	try {
		return Fi = !1, [e(), Fi];
	} finally {
		Fi = t;
	}
}
// node_modules/svelte/src/internal/client/reactivity/props.js
function Li(e, t, n, r) {
	var i = !0, o = !!(n & 8), s = !!(n & 16), c = r, l = !0, u = void 0, d = () => s && i ? (u ??= /* @__PURE__ */ gt(r), H(u)) : (l && (l = !1, c = s ? _r(r) : r), c);
	let f;
	if (o) {
		var p = ie in e || oe in e;
		f = a(e, t)?.set ?? (p && t in e ? (n) => e[t] = n : void 0);
	}
	var m, h = !1;
	o ? [m, h] = Ii(() => e[t]) : m = e[t], m === void 0 && r !== void 0 && (m = d(), f && (i && Be(t), f(m)));
	var g = i ? () => {
		var n = e[t];
		return n === void 0 ? d() : (l = !0, n);
	} : () => {
		var n = e[t];
		return n !== void 0 && (c = void 0), n === void 0 ? c : n;
	};
	if (i && !(n & 4)) return g;
	if (f) {
		var _ = e.$$legacy;
		return (function(e, t) {
			return arguments.length > 0 ? ((!i || !t || _ || h) && f(t ? g() : e), e) : g();
		});
	}
	var v = !1, y = (n & 1 ? gt : yt)(() => (v = !1, g()));
	o && H(y);
	var b = V;
	return (function(e, t) {
		if (arguments.length > 0) {
			let n = t ? H(y) : i && o ? en(e) : e;
			return N(y, n), v = !0, c !== void 0 && (c = n), e;
		}
		return Gn && v || b.f & 16384 ? y.v : H(y);
	});
}
var Ri = {};
function zi(e) {
	let [t, n] = e === "log8" ? [255, 12] : [65535, 2048];
	return Ri[e] ??= Float64Array.from({ length: t + 1 }, (e, r) => r === 0 ? NaN : r === 1 ? 0 : 2 ** ((r - t) / n));
}
async function Bi(e) {
	let t = Hi(e.values), n = e.is_deflated ? await Ui(t) : t, { rows: r, columns: i, encoding: a } = e;
	if (a === "float32") return {
		rows: r,
		columns: i,
		values: new Float32Array(n.buffer, n.byteOffset, r * i)
	};
	let o = zi(a), s = a === "log8" ? n : new Uint16Array(n.buffer, n.byteOffset, r * i), c = new Float32Array(r * i);
	for (let t = 0; t < c.length; t++) c[t] = e.scale * (o[s[t] ?? 0] ?? NaN);
	return {
		rows: r,
		columns: i,
		values: c
	};
}
function Vi({ rows: e, columns: t, values: n }) {
	let r = new Uint8Array(n.buffer, n.byteOffset, n.byteLength), i = "";
	for (let e = 0; e < r.length; e += 8192) i += String.fromCharCode(...r.subarray(e, e + 8192));
	return {
		encoding: "float32",
		rows: e,
		columns: t,
		scale: 1,
		is_deflated: !1,
		values: btoa(i)
	};
}
function Hi(e) {
	let t = atob(e), n = new Uint8Array(t.length);
	for (let e = 0; e < n.length; e++) n[e] = t.charCodeAt(e);
	return n;
}
async function Ui(e) {
	let t = new Blob([e]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
	return new Uint8Array(await new Response(t).arrayBuffer());
}
// src/data/source.ts
var Wi = class extends Error {
	missing;
	constructor(e) {
		super(e.message.en ?? e.kind), this.missing = e;
	}
}, Gi = (...e) => e.map((e) => encodeURIComponent(e)).join("/"), Ki = (e) => typeof e == "object" && !!e && "type" in e && e.type === "missing";
function qi(e) {
	if (Ki(e)) throw new Wi(e);
	return e;
}
var Ji = 400;
function Yi(e) {
	let t = /* @__PURE__ */ new Map();
	return { get(n) {
		let r = t.get(n);
		r === void 0 ? (r = e.get(n), r.catch(() => t.delete(n))) : t.delete(n), t.set(n, r);
		for (let e of t.keys()) {
			if (t.size <= Ji) break;
			t.delete(e);
		}
		return r;
	} };
}
function Xi(e) {
	return { async get(t) {
		let n = await fetch(`${e}api/${t}`, { credentials: "same-origin" });
		if (!n.ok) throw Error(`${n.status} ${n.statusText}`);
		return qi(await n.json());
	} };
}
// src/data/inside.ts
var Zi = 256, Qi = 64, $i = {
	type: "missing",
	kind: "not_inside",
	message: {}
};
function ea(e) {
	async function t(t) {
		let n = Object.hasOwn(e, t) ? e[t] : void 0;
		return typeof n == "string" ? JSON.parse(new TextDecoder().decode(await Ui(Hi(n)))) : n;
	}
	async function n(e, r, i, a, o) {
		let s = await t(`${e}/${r}/${i}/${a}/${r === 0 ? "peak" : o}`);
		if (s) {
			let e = await Bi(s.array);
			return {
				cells: e,
				tokens: e.rows << r,
				like: s
			};
		}
		return r === 0 ? null : ta(await Promise.all([
			0,
			1,
			2,
			3
		].map((t) => n(e, r - 1, 2 * i + t % 2, 2 * a + (t >> 1), o))), r, o === "mass");
	}
	async function r(e) {
		let [t, r, i, a, ...o] = e.split("/"), s = `${t}/tile/${i}/${a}`;
		if (r === "tile" && o.length === 4) {
			let [e = 0, t = 0, r = 0] = o.slice(0, 3).map(Number), i = e < 10 ? await n(s, e, t, r, o[3] ?? "") : null;
			return i && {
				...i.like,
				level: e,
				x: t,
				y: r,
				channel: o[3],
				array: Vi(i.cells)
			};
		}
		if ((r === "row" || r === "column") && o.length === 1) return na(Number(o[0]), r === "row", (e, t) => n(s, 0, e, t, "peak"));
	}
	return { async get(e) {
		return qi(await t(e) ?? await r(e) ?? await t("not_inside") ?? $i);
	} };
}
function ta(e, t, n) {
	let [r, i, a] = e;
	if (!r) return null;
	let o = r.tokens + (a?.tokens ?? 0), s = r.cells.rows + (a?.cells.rows ?? 0), c = r.cells.columns + (i?.cells.columns ?? 0), l = Math.ceil(s / 2), u = Math.ceil(c / 2), d = new Float32Array(l * u).fill(NaN), f = 1 << t - 1, p = (e) => Math.min(f, o - e * f) / Math.min(2 * f, o - (e >> 1) * 2 * f);
	for (let t = 0; t < s; t++) {
		let i = p(t);
		for (let a = 0; a < c; a++) {
			let { cells: o } = e[+(a >= Zi) + (t >= Zi ? 2 : 0)] ?? r, s = o.values[t % Zi * o.columns + a % Zi] ?? NaN;
			if (Number.isNaN(s)) continue;
			let c = (t >> 1) * u + (a >> 1), l = d[c] ?? NaN, f = Number.isNaN(l) ? 0 : l;
			d[c] = n ? f + s * i : Math.max(f, s);
		}
	}
	return {
		cells: {
			rows: l,
			columns: u,
			values: d
		},
		tokens: o,
		like: r.like
	};
}
async function na(e, t, n) {
	let r = Math.floor(e / Zi), i = e % Zi, a = [], o = null;
	for (let e = 0;; e++) {
		let s = await (t ? n(e, r) : n(r, e));
		if (!s) break;
		let { rows: c, columns: l, values: u } = s.cells;
		if (i >= (t ? c : l)) return null;
		for (let e = 0; e < (t ? l : c); e++) a.push(u[t ? i * l + e : e * l + i] ?? NaN);
		if (o = s.like, (t ? l : c) < Zi) break;
	}
	if (!o) return null;
	let s = a.map((e, t) => [t, e]).filter(([, e]) => e > 0);
	return s.sort((e, t) => t[1] - e[1]), {
		head: o.head,
		text: o.text,
		token: e,
		axis: t ? "query" : "key",
		is_whole: !0,
		total: s.reduce((e, [, t]) => e + t, 0),
		visible: a.filter((e) => !Number.isNaN(e)).length,
		strongest: s.slice(0, Qi),
		strip_cell_tokens: 1,
		strip: Vi({
			rows: 1,
			columns: a.length,
			values: Float32Array.from(a)
		})
	};
}
// node_modules/svelte/src/internal/disclose-version.js
typeof window < "u" && ((window.__svelte ??= {}).v ??= /* @__PURE__ */ new Set()).add("5");
// src/state/address.ts
var ra = [
	"shelf",
	"sky",
	"head",
	"matrix",
	"words",
	"compare",
	"findings",
	"lab",
	"alignment",
	"corpus",
	"views",
	"glossary"
], ia = {
	screen: "sky",
	run: "",
	text: 0,
	heads: [],
	against: "",
	query: null,
	key: null,
	rows: null,
	keys: null,
	channel: "peak",
	scale: "log",
	low: 1e-4,
	high: 1,
	sinks: "shown",
	metric: "thumbnail",
	order: "layer",
	only: "",
	mode: "",
	pair: 0,
	is_table: !1,
	language: "en",
	theme: "light"
}, aa = (e) => e !== null && /^\d{1,9}$/.test(e) ? Number(e) : null;
function oa(e) {
	let t = /^(\d{1,9})-(\d{1,9})$/.exec(e ?? "");
	if (!t) return null;
	let n = Number(t[1]), r = Number(t[2]);
	return n < r ? {
		from: n,
		to: r
	} : null;
}
function sa(e) {
	let t = new URLSearchParams(), n = (e, n, r) => {
		n != null && n !== r && t.set(e, String(n));
	};
	n("h", e.heads.join(","), ""), n("vs", e.against, ""), n("t", e.text, 0), n("q", e.query, null), n("k", e.key, null), n("row", e.rows && `${e.rows.from}-${e.rows.to}`, null), n("key", e.keys && `${e.keys.from}-${e.keys.to}`, null), n("ch", e.channel, ia.channel), n("scale", e.scale === "log" && e.low === ia.low && e.high === ia.high ? null : `${e.scale}:${e.low},${e.high}`, null), n("sink", e.sinks, ia.sinks), n("show", e.metric, ia.metric), n("order", e.order, ia.order), n("only", e.only, ""), n("mode", e.mode, ""), n("pair", e.pair, 0), n("table", e.is_table ? 1 : null, null), n("lang", e.language, null), n("theme", e.theme, null);
	let r = t.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
	return `/r/${encodeURIComponent(e.run)}/${e.screen}${r ? `?${r}` : ""}`;
}
function ca(e, t = ia) {
	let [n = "", r = ""] = e.replace(/^#/, "").split("?", 2), i = n.split("/"), a = new URLSearchParams(r), o = ra.find((e) => e === i[3]) ?? t.screen, s = /^(log|linear):([\d.e+-]+),([\d.e+-]+)$/.exec(a.get("scale") ?? ""), c = Number(s?.[2]), l = Number(s?.[3]), u = s !== null && c >= 0 && c < l && l <= 1, d = a.get("ch"), f = a.get("theme");
	return {
		...t,
		screen: o,
		run: la(i[2]) || t.run,
		text: aa(a.get("t")) ?? 0,
		heads: (a.get("h") ?? "").split(",").filter((e) => e !== ""),
		against: a.get("vs") ?? "",
		query: aa(a.get("q")),
		key: aa(a.get("k")),
		rows: oa(a.get("row")),
		keys: oa(a.get("key")),
		channel: d === "mass" ? "mass" : "peak",
		scale: u && s[1] === "linear" ? "linear" : "log",
		low: u ? c : ia.low,
		high: u ? l : ia.high,
		sinks: a.get("sink") === "dimmed" ? "dimmed" : "shown",
		metric: a.get("show") ?? ia.metric,
		order: a.get("order") ?? ia.order,
		only: a.get("only") ?? "",
		mode: a.get("mode") ?? "",
		pair: aa(a.get("pair")) ?? 0,
		is_table: a.get("table") === "1",
		language: a.get("lang") ?? t.language,
		theme: f === "dark" || f === "light" ? f : t.theme
	};
}
function la(e) {
	try {
		return decodeURIComponent(e ?? "");
	} catch {
		return "";
	}
}
// src/state/keys.ts
var ua = [
	["0", "shelf"],
	["1", "sky"],
	["2", "head"],
	["3", "matrix"],
	["4", "words"],
	["5", "compare"],
	["6", "findings"],
	["8", "alignment"],
	["v", "views"],
	["?", "glossary"]
], da = (e) => ua.filter(([, t]) => t !== "alignment" || e), fa = [
	...ua.map(([e, t]) => [e, `viewer_screen_${t}`]),
	["← → ↑ ↓", "viewer_key_move"],
	["Enter", "viewer_key_pin"],
	["Esc", "viewer_key_clear"],
	["[ ]", "viewer_key_layer"],
	[", .", "viewer_key_head"],
	["+ −", "viewer_key_zoom"],
	["n N", "viewer_key_edge"],
	["s", "viewer_key_sinks"],
	["l", "viewer_key_scale"],
	["t", "viewer_key_table"],
	["c", "viewer_key_compare"],
	["f", "viewer_key_flicker"],
	["u", "viewer_key_undo"]
], pa = (e) => e.scale === "log" ? {
	scale: "linear",
	low: 0,
	high: 1
} : {
	scale: "log",
	low: ia.low,
	high: ia.high
};
function ma(e, t) {
	if (t.defaultPrevented || t.ctrlKey || t.metaKey || t.altKey || ga(t.target)) return;
	let n = da(e.overview?.has_alignment ?? !1).find(([e]) => e === t.key)?.[1];
	if (n && (e.state.run || n === "shelf" || n === "glossary")) e.go({
		screen: n,
		mode: ""
	});
	else if (t.key === "Escape") e.point(null), e.go({
		query: null,
		key: null,
		heads: e.state.heads.slice(0, 1)
	}), e.said = e.say("page_cleared");
	else if (t.key === "s") e.go({ sinks: e.state.sinks === "dimmed" ? "shown" : "dimmed" }, !0);
	else if (t.key === "l") e.go(pa(e.state), !0);
	else if (t.key === "t") e.go({ is_table: !e.state.is_table });
	else if (t.key === "u") e.back();
	else if (t.key === "c") e.go({
		screen: "compare",
		mode: ""
	});
	else if (t.key === "f" && e.state.screen === "compare") e.go({ mode: e.state.mode === "flicker" ? "" : "flicker" });
	else if ("[],.".includes(t.key)) ha(e, t.key);
	else return;
	t.preventDefault();
}
function ha(e, t) {
	let n = e.overview, r = e.head;
	if (!n || r === null) return;
	let i = n.heads.find((e) => e.head === r), a = n.sites.map((e) => n.heads.filter((t) => t.site === e.site)), o = a.findIndex((e) => e.some((e) => e.head === r)), s = a[o]?.findIndex((e) => e.head === i?.head) ?? 0, c = a[o + (t === "[" ? -1 : +(t === "]"))], l = c?.[Math.min(s + (t === "," ? -1 : +(t === ".")), c.length - 1)];
	l && (e.go({ heads: [l.head, ...e.state.heads.slice(1).filter((e) => e !== l.head)] }), e.said = e.say("page_selected", {
		head: l.head,
		label: e.say(`label_${l.label}`)
	}));
}
var ga = (e) => e instanceof HTMLElement && (e.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName)), _a = class {
	#e = /* @__PURE__ */ M(null);
	get answer() {
		return H(this.#e);
	}
	set answer(e) {
		N(this.#e, e);
	}
	#t = /* @__PURE__ */ M(null);
	get request() {
		return H(this.#t);
	}
	set request(e) {
		N(this.#t, e, !0);
	}
	#n = /* @__PURE__ */ M(null);
	get missing() {
		return H(this.#n);
	}
	set missing(e) {
		N(this.#n, e);
	}
	#r = /* @__PURE__ */ M("");
	get failed() {
		return H(this.#r);
	}
	set failed(e) {
		N(this.#r, e, !0);
	}
	#i = /* @__PURE__ */ M(!1);
	get isWaiting() {
		return H(this.#i);
	}
	set isWaiting(e) {
		N(this.#i, e, !0);
	}
};
function Z(e, t) {
	let n = new _a();
	return R(() => {
		let r = t();
		if (r === null) {
			n.isWaiting = !1;
			return;
		}
		let i = !0;
		return n.isWaiting = !0, e.get(r).then((e) => {
			i && (n.answer = e, n.request = r, n.missing = null, n.failed = "", n.isWaiting = !1);
		}, (e) => {
			i && (n.answer = null, n.request = r, n.missing = e instanceof Wi ? e.missing : null, n.failed = e instanceof Wi ? "" : String(e), n.isWaiting = !1);
		}), () => {
			i = !1;
		};
	}), n;
}
// src/state/viewer.svelte.ts
var va = {
	head: null,
	query: null,
	key: null
}, ya = class {
	start;
	source;
	#e = /* @__PURE__ */ M(ia);
	get state() {
		return H(this.#e);
	}
	set state(e) {
		N(this.#e, e);
	}
	#t = /* @__PURE__ */ M(va);
	get hover() {
		return H(this.#t);
	}
	set hover(e) {
		N(this.#t, e);
	}
	#n = /* @__PURE__ */ M("");
	get said() {
		return H(this.#n);
	}
	set said(e) {
		N(this.#n, e, !0);
	}
	#r = /* @__PURE__ */ M(null);
	get strings() {
		return H(this.#r);
	}
	set strings(e) {
		N(this.#r, e);
	}
	#i = /* @__PURE__ */ M(null);
	get overview() {
		return H(this.#i);
	}
	set overview(e) {
		N(this.#i, e);
	}
	#a = /* @__PURE__ */ M(null);
	get labels() {
		return H(this.#a);
	}
	set labels(e) {
		N(this.#a, e);
	}
	history;
	constructor(e, t, n) {
		this.start = t, this.source = Yi(e), this.history = n, this.state = ca(n.read(), {
			...ia,
			language: t.language,
			theme: ba() ? "dark" : "light"
		});
	}
	listen() {
		return this.history.listen((e) => {
			this.state = ca(e, {
				...ia,
				language: this.state.language,
				theme: this.state.theme,
				run: this.state.run
			});
		});
	}
	go(e, t = !1) {
		let n = {
			...this.state,
			...e
		}, r = sa(n);
		r !== sa(this.state) && (this.state = n, t ? this.history.replace(r) : this.history.push(r));
	}
	back() {
		this.history.back();
	}
	point(e) {
		let t = e === null ? va : {
			...this.hover,
			...e
		};
		(t.head !== this.hover.head || t.query !== this.hover.query || t.key !== this.hover.key) && (this.hover = t);
	}
	say = (e, t = {}) => (this.strings?.messages[e.includes(".") ? e : `show.${e}`] ?? "").replace(/\{(\w+)\}/g, (e, n) => n in t ? String(t[n]) : e);
	told = (e) => e?.[this.state.language] ?? e?.en;
	of = (...e) => Gi(this.state.run, ...e);
	siteOf = (e) => e === null ? void 0 : this.overview?.sites.find((t) => t.site === e.slice(0, e.lastIndexOf(".")));
	get head() {
		return this.state.heads[0] ?? this.overview?.heads[0]?.head ?? null;
	}
	get address() {
		return sa(this.state);
	}
};
function ba() {
	let { jpThemeLight: e, vscodeThemeKind: t } = globalThis.document?.body.dataset ?? {};
	return e ? e === "false" : t ? !t.endsWith("light") : typeof matchMedia == "function" && matchMedia("(prefers-color-scheme: dark)").matches;
}
var xa = Symbol("viewer"), Sa = (e) => Xe(xa, e), Q = () => Ye(xa);
// src/draw/links.ts
function Ca(e, t, n, r, i) {
	let { left: a, top: o, cell: s } = t;
	for (let [t, c, l] of [[
		i,
		r.width + 2,
		[]
	], [
		r.ink,
		r.width,
		r.dash
	]]) e.setLineDash([...l]), e.strokeStyle = t, e.lineWidth = c, e.strokeRect(a + n.column * s + r.inset, o + n.row * s + r.inset, n.wide * s - 2 * r.inset, n.high * s - 2 * r.inset);
	e.setLineDash([]);
}
function wa(e, t, n, r, i) {
	let a = t.cell < 14, o = i.getPropertyValue("--page"), s = i.getPropertyValue("--ink"), c = i.getPropertyValue("--accent"), l = i.getPropertyValue("--warn");
	for (let [r, i, a, c] of n.together) Ca(e, t, {
		row: a,
		column: r,
		high: c - a + 1,
		wide: i - r + 1
	}, {
		inset: -1,
		width: 2,
		dash: [],
		ink: s
	}, o);
	for (let [r, i, , s] of n.links) Ca(e, t, {
		row: i,
		column: r,
		high: 1,
		wide: 1
	}, {
		inset: a ? 1.5 : 4,
		width: a ? 1.5 : 2.5,
		dash: s === "sure" ? [] : [4, 3],
		ink: l
	}, o);
	let u = n.linked[r];
	for (let n of u?.[0] ?? []) for (let r of u?.[1] ?? []) Ca(e, t, {
		row: n,
		column: r,
		high: 1,
		wide: 1
	}, {
		inset: 0,
		width: 2.5,
		dash: [],
		ink: c
	}, o);
}
// src/draw/look.ts
var Ta = [[
	255,
	255,
	255
], [
	0,
	0,
	0
]], Ea = {
	light: [
		233,
		236,
		240
	],
	dark: [
		34,
		39,
		47
	]
}, Da = null;
function Oa(e, t) {
	let n = t[e.theme] ?? Ta, r = [
		n,
		e.scale,
		e.low,
		e.high,
		e.theme
	];
	if (Da && r.every((e, t) => e === Da?.state[t])) return Da.look;
	let i = {
		ramp: n,
		scale: e.scale,
		low: e.low,
		high: e.high,
		masked: Ea[e.theme]
	};
	return Da = {
		state: r,
		look: i
	}, i;
}
// src/draw/ramp.ts
function ka(e, t) {
	return t.scale === "linear" ? (e - t.low) / (t.high - t.low) : e <= 0 ? -1 : Math.log(e / t.low) / Math.log(t.high / t.low);
}
var Aa = (e, t) => t.scale === "linear" ? t.low + e * (t.high - t.low) : t.low * (t.high / t.low) ** e;
function ja(e, t) {
	let n = Math.min(Math.max(e, 0), 1) * (t.length - 1), r = Math.min(Math.floor(n), t.length - 2), i = t[r] ?? [
		0,
		0,
		0
	], a = t[r + 1] ?? i, o = i.map((e, t) => Math.round(e + ((a[t] ?? e) - e) * (n - r)));
	return [
		o[0] ?? 0,
		o[1] ?? 0,
		o[2] ?? 0
	];
}
var Ma = /* @__PURE__ */ new WeakMap();
function Na(e) {
	let t = Ma.get(e);
	if (t) return t;
	let n = /* @__PURE__ */ new Uint8ClampedArray(768);
	for (let t = 0; t < 256; t++) n.set(ja(t / 255, e), 3 * t);
	return Ma.set(e, n), n;
}
function Pa(e, t, n, r, i) {
	let a = 4 * t;
	if (Number.isNaN(n)) e.set(r.masked, a);
	else {
		let t = 3 * Math.round(255 * Math.min(Math.max(ka(n, r), 0), 1));
		e[a] = i[t] ?? 0, e[a + 1] = i[t + 1] ?? 0, e[a + 2] = i[t + 2] ?? 0;
	}
	e[a + 3] = 255;
}
var Fa = (e) => `rgb(${e.join(" ")})`;
// src/draw/picture.ts
function Ia(e, t) {
	let { rows: n, columns: r, values: i } = e, a = new ImageData(r, n), o = Na(t.ramp);
	for (let e = 0; e < i.length; e++) Pa(a.data, e, i[e] ?? NaN, t, o);
	return a;
}
function La(e) {
	let t = document.createElement("canvas");
	return t.width = e.width, t.height = e.height, t.getContext("2d")?.putImageData(e, 0, 0), t;
}
function Ra(e, t, n) {
	let r = window.devicePixelRatio || 1;
	e.width = Math.max(1, Math.round(t * r)), e.height = Math.max(1, Math.round(n * r)), e.style.width = `${t}px`, e.style.height = `${n}px`;
	let i = e.getContext("2d");
	return i?.setTransform(r, 0, 0, r, 0, 0), i && (i.imageSmoothingEnabled = !1), i;
}
// src/draw/whole.ts
var za = 110, Ba = 5, Va = -Math.PI / 4;
function Ha(e, t, n) {
	if (e.measureText(t).width <= n) return t;
	let r = [...t], i = 0, a = r.length;
	for (; i < a;) {
		let t = i + a + 1 >> 1;
		e.measureText(`${r.slice(0, t).join("")}…`).width <= n ? i = t : a = t - 1;
	}
	return `${r.slice(0, i).join("")}…`;
}
function Ua(e, t, n, r) {
	let i = e.getContext("2d"), a = `12px ${r.font}`;
	i && (i.font = a);
	let o = (e) => Math.min(za, Math.max(0, ...e.map((e) => i?.measureText(e).width ?? 0))), s = n ? o(n.queries) + 8 : 1, c = n ? o(n.keys) * .72 + 14 : 1, l = n ? o(n.keys.slice(-3)) * .72 : 1, u = Math.max(60, Math.min(r.room - s - l, r.size)), d = Math.max(t.columns, t.rows), f = Math.min(44, u / d >= 2 ? Math.floor(u / d) : u / d);
	return {
		left: s,
		top: c,
		cell: f,
		rows: t.rows,
		columns: t.columns,
		width: s + t.columns * f + l,
		height: c + t.rows * f + 2,
		labels: n,
		font: a
	};
}
function Wa(e, t, n, r, i) {
	let a = Ra(e, r.width, r.height);
	if (!a) return;
	let { left: o, top: s, cell: c } = r;
	a.imageSmoothingEnabled = c < 1, a.drawImage(n, o, s, t.columns * c, t.rows * c), c >= Ba && Ga(a, t, r, i.getPropertyValue("--line")), a.strokeStyle = i.getPropertyValue("--line"), a.lineWidth = 1, a.strokeRect(o - .5, s - .5, t.columns * c + 1, t.rows * c + 1), r.labels && Ka(a, r, i.getPropertyValue("--ink"));
}
function Ga(e, t, n, r) {
	e.strokeStyle = r, e.lineWidth = 1, e.beginPath();
	for (let r = 0; r < t.rows; r++) for (let i = 0; i < t.columns; i++) {
		if (!Number.isNaN(t.values[r * t.columns + i] ?? NaN)) continue;
		let a = n.left + i * n.cell, o = n.top + r * n.cell;
		e.moveTo(a, o + n.cell), e.lineTo(a + n.cell, o);
	}
	e.stroke();
}
function Ka(e, t, n) {
	let { labels: r, left: i, top: a, cell: o } = t;
	e.font = t.font, e.fillStyle = n, e.textBaseline = "middle";
	let s = Math.max(1, Math.ceil(12 / o));
	e.textAlign = "right", r?.queries.forEach((t, n) => {
		n % s === 0 && e.fillText(Ha(e, t, za), i - 5, a + (n + .5) * o);
	}), e.textAlign = "left", r?.keys.forEach((t, n) => {
		n % s === 0 && (e.save(), e.translate(i + (n + .5) * o, a - 5), e.rotate(Va), e.fillText(Ha(e, t, za), 0, 0), e.restore());
	});
}
function qa(e, t, n, r, i) {
	let a = e.getContext("2d");
	if (!a) return;
	let { left: o, top: s, cell: c } = t, l = t.columns * c, u = t.rows * c, d = (e, t, n) => {
		a.strokeStyle = t, a.lineWidth = n, e.query !== null && a.strokeRect(o, s + e.query * c, l, Math.max(c, 2)), e.key !== null && a.strokeRect(o + e.key * c, s, Math.max(c, 2), u);
	};
	d(r, i.getPropertyValue("--quiet"), 1), d(n, i.getPropertyValue("--accent"), 2);
}
// src/state/isolated.ts
var Ja = (e) => `\u2068${e}\u2069`, Ya = /* @__PURE__ */ new Map();
function Xa(e, t, n = "decimal") {
	let r = `${e}/${t}/${n}`, i = Ya.get(r);
	if (i) return i;
	let a = new Intl.NumberFormat(e, {
		style: n,
		minimumFractionDigits: t,
		maximumFractionDigits: t,
		signDisplay: "negative"
	});
	return Ya.set(r, a), a;
}
var Za = (e, t) => Xa(t, 0).format(e), Qa = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function $(e, t) {
	if (e === 0) return "0";
	if (e >= .001) return eo(e, 3, t);
	let [n = "", r = ""] = e.toExponential(1).split("e-");
	return `${n}×10⁻${[...r].map((e) => Qa[Number(e)]).join("")}`;
}
var $a = (e, t) => e > 0 && e < .005 ? "<1%" : Xa(t, 0, "percent").format(e), eo = (e, t, n) => Xa(n, t).format(e).replace("-", "−"), to = /* @__PURE__ */ G([[
	"th",
	{ scope: "col" },
	[
		"bdi",
		{ class: "svelte-qmop6k" },
		" "
	]
]]), no = /* @__PURE__ */ G([[
	"td",
	null,
	" "
]]), ro = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		[
			"bdi",
			{ class: "svelte-qmop6k" },
			" "
		]
	],
	,
]]), io = /* @__PURE__ */ G([
	[
		"thead",
		null,
		[
			"tr",
			null,
			[
				"th",
				null,
				" "
			],
			,
		]
	],
	" ",
	["tbody"]
], 1), ao = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			{ class: "svelte-qmop6k" },
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			{ class: "svelte-qmop6k" },
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), oo = /* @__PURE__ */ G([
	[
		"thead",
		null,
		[
			"tr",
			null,
			[
				"th",
				{ scope: "col" },
				" "
			],
			[
				"th",
				{ scope: "col" },
				" "
			],
			[
				"th",
				{ scope: "col" },
				" "
			]
		]
	],
	" ",
	["tbody"]
], 1), so = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-qmop6k",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		,
	]
]]);
function co(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.level === 0 && Math.max(t.matrix.rows, t.matrix.columns) <= 24), i = (e, n) => t.matrix.values[e * t.matrix.columns + n] ?? NaN, a = (e, n) => t.level === 0 ? e[n] ?? "" : `${n << t.level}–${Math.min((n + 1 << t.level) - 1, e.length - 1)}`, o = /* @__PURE__ */ A(() => Array.from(t.matrix.values, (e, t) => [t, e]).filter(([, e]) => e > 0).sort((e, t) => t[1] - e[1]).slice(0, 200));
	var s = so(), c = P(s), l = P(c), u = (e) => {
		var r = io(), a = F(r), o = P(a), s = P(o), c = I(s);
		Y(L(s), 17, () => t.keys, Gr, (e, t) => {
			var n = to(), r = I(P(n), !0);
			D(n), z(() => q(r, H(t))), K(e, n);
		}), D(o), D(a);
		var l = L(a, 2);
		Y(l, 21, () => t.queries, Gr, (e, r, a) => {
			var o = ro(), s = P(o), c = I(P(s), !0);
			D(s), Y(L(s), 17, () => t.keys, Gr, (e, t, r) => {
				var o = no(), s = I(o, !0);
				z((e) => q(s, e), [() => Number.isNaN(i(a, r)) ? "–" : $(i(a, r), n.state.language)]), K(e, o);
			}), D(o), z(() => q(c, H(r))), K(e, o);
		}), D(l), z((e, t) => q(c, `${e ?? ""} \\ ${t ?? ""}`), [() => n.say("query"), () => n.say("key")]), K(e, r);
	}, d = (e) => {
		var r = oo(), i = F(r), s = P(i), c = P(s), l = I(c, !0), u = L(c), d = I(u, !0), f = I(L(u), !0);
		D(s), D(i);
		var p = L(i, 2);
		Y(p, 21, () => H(o), ([e, t]) => e, (e, r) => {
			var i = /* @__PURE__ */ A(() => m(H(r), 2));
			let o = () => H(i)[0], s = () => H(i)[1];
			var c = ao(), l = P(c), u = I(P(l), !0);
			D(l);
			var d = L(l), f = I(P(d), !0);
			D(d);
			var p = I(L(d), !0);
			D(c), z((e, t, n) => {
				q(u, e), q(f, t), q(p, n);
			}, [
				() => a(t.queries, Math.floor(o() / t.matrix.columns)),
				() => a(t.keys, o() % t.matrix.columns),
				() => $(s(), n.state.language)
			]), K(e, c);
		}), D(p), z((e, t, n) => {
			q(l, e), q(d, t), q(f, n);
		}, [
			() => n.say("query"),
			() => n.say("key"),
			() => n.say("viewer_weight")
		]), K(e, r);
	};
	J(l, (e) => {
		H(r) ? e(u) : e(d, -1);
	}), D(c), D(s), z((e) => X(s, "aria-label", e), [() => n.say("page_table")]), K(e, s), k();
}
// src/panels/AlignedPicture.svelte
var lo = /* @__PURE__ */ G([
	["canvas", {
		tabindex: "0",
		role: "application"
	}],
	" ",
	[
		"p",
		null,
		" "
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), uo = /* @__PURE__ */ G([[
	"div",
	null,
	,
]]);
function fo(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(null), i = /* @__PURE__ */ M(void 0), a = /* @__PURE__ */ M(null), o = /* @__PURE__ */ M(0), s = /* @__PURE__ */ M(null);
	function c() {
		let e = new Float32Array(t.pair.source.length * t.pair.target.length).fill(NaN);
		for (let [n, r, i] of t.pair.links) e[r * t.pair.source.length + n] = i;
		return {
			rows: t.pair.target.length,
			columns: t.pair.source.length,
			values: e
		};
	}
	R(() => {
		let e = t.pair;
		N(s, null), e.shares ? Bi(e.shares).then((n) => {
			e === t.pair && N(r, n);
		}) : N(r, c());
	}), R(() => {
		if (!H(i) || !H(r) || !H(o) || H(r).rows !== t.pair.target.length || H(r).columns !== t.pair.source.length) return;
		let e = getComputedStyle(H(i)), c = {
			...Oa(n.state, n.start.ramps),
			scale: "linear",
			low: 0,
			high: 1
		};
		N(a, Ua(H(i), H(r), {
			queries: t.pair.target,
			keys: t.pair.source
		}, {
			room: H(o),
			size: 620,
			font: e.fontFamily
		})), Wa(H(i), H(r), La(Ia(H(r), c)), H(a), e);
		let l = H(i).getContext("2d");
		l && wa(l, H(a), t.pair, t.chosen, e), qa(H(i), H(a), {
			query: null,
			key: null
		}, {
			query: H(s)?.[0] ?? null,
			key: H(s)?.[1] ?? null
		}, e);
	});
	let l = /* @__PURE__ */ A(() => {
		if (!H(s) || !H(r)) return "";
		let [e, i] = H(s), a = H(r).values[e * H(r).columns + i] ?? NaN, o = t.pair.links.find(([t, n]) => t === i && n === e), c = {
			target: Ja(t.pair.target[e] ?? ""),
			source: Ja(t.pair.source[i] ?? ""),
			link: n.say(`mark_${o ? o[3] : "none"}`)
		};
		return Number.isNaN(a) ? n.say("aligned_read_nothing", c) : n.say("aligned_read", {
			...c,
			share: $(a, n.state.language)
		});
	});
	function u(e) {
		if (!H(i) || !H(a) || !H(r)) return;
		let t = H(i).getBoundingClientRect(), n = Math.floor((e.clientY - t.top - H(a).top) / H(a).cell), o = Math.floor((e.clientX - t.left - H(a).left) / H(a).cell);
		N(s, n >= 0 && o >= 0 && n < H(r).rows && o < H(r).columns ? [n, o] : null);
	}
	function d(e) {
		let t = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key];
		if (!t || !H(r)) return;
		e.preventDefault();
		let i = (e, t) => Math.min(Math.max(e, 0), t - 1);
		N(s, [i((H(s)?.[0] ?? -1) + (t[0] ?? 0), H(r).rows), i((H(s)?.[1] ?? -1) + (t[1] ?? 0), H(r).columns)]), n.said = H(l);
	}
	var f = uo(), p = P(f), m = (e) => {
		co(e, {
			get matrix() {
				return H(r);
			},
			level: 0,
			get queries() {
				return t.pair.target;
			},
			get keys() {
				return t.pair.source;
			}
		});
	}, h = (e) => {
		var r = lo(), a = F(r);
		Ni(a, (e) => N(i, e), () => H(i));
		var o = L(a, 2), c = I(o, !0), f = I(L(o, 2));
		z((e, t, n, r) => {
			X(a, "aria-label", e), q(c, H(l) || " "), q(f, `${t ?? ""} · ▭ ${n ?? ""} · ┄ ${r ?? ""}`);
		}, [
			() => n.say("aligned_picture", {
				number: t.pair.number + 1,
				rows: t.pair.target.length,
				columns: t.pair.source.length
			}),
			() => n.say("aligned_picture_help"),
			() => n.say("mark_sure"),
			() => n.say("mark_doubtful")
		]), U("pointermove", a, u), wr("pointerleave", a, () => N(s, null)), U("keydown", a, d), K(e, r);
	};
	J(p, (e) => {
		n.state.is_table && H(r) ? e(m) : e(h, -1);
	}), D(f), ji(f, "clientWidth", (e) => N(o, e)), K(e, f), k();
}
W(["pointermove", "keydown"]);
// src/panels/Missing.svelte
var po = /* @__PURE__ */ G([[
	"p",
	{
		class: "note",
		role: "note"
	},
	,
]]);
function mo(e, t) {
	O(t, !0);
	let n = Li(t, "failed", 3, ""), r = Q();
	var i = po(), a = P(i), o = (e) => {
		var n = jr();
		z((e) => q(n, e), [() => r.told(t.missing.message) ?? r.say("viewer_not_inside")]), K(e, n);
	}, s = (e) => {
		var t = jr();
		z((e) => q(t, e), [() => r.say("viewer_failed", { reason: n() })]), K(e, t);
	};
	J(a, (e) => {
		t.missing ? e(o) : e(s, -1);
	}), D(i), K(e, i), k();
}
// src/panels/Table.svelte
var ho = /* @__PURE__ */ G([[
	"th",
	{ scope: "col" },
	" "
]]), go = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), _o = /* @__PURE__ */ G([[
	"bdi",
	null,
	" "
]]), vo = /* @__PURE__ */ G([["br"], [
	"small",
	null,
	" "
]], 1), yo = /* @__PURE__ */ G([[
	"span",
	{ class: "chip svelte-gmrkjv" },
	" "
]]), bo = /* @__PURE__ */ G([[
	"td",
	null,
	,
	" ",
	,
	" ",
	,
]]), xo = /* @__PURE__ */ G([["tr"]]), So = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Co = /* @__PURE__ */ G([
	[
		"div",
		{
			class: "scroll svelte-gmrkjv",
			tabindex: "0",
			role: "region"
		},
		[
			"table",
			null,
			[
				"thead",
				null,
				["tr"]
			],
			["tbody"]
		]
	],
	" ",
	,
], 1), wo = /* @__PURE__ */ G([[
	"details",
	null,
	[
		"summary",
		null,
		" "
	],
	,
]]), To = /* @__PURE__ */ G([
	[
		"h3",
		{ class: "svelte-gmrkjv" },
		" "
	],
	" ",
	,
], 1);
function Eo(e, t) {
	O(t, !0);
	let n = (e) => {
		var n = Co(), a = F(n), o = P(a), s = P(o), c = P(s);
		Y(c, 21, () => t.table.headings, Gr, (e, t) => {
			var n = ho(), r = I(n, !0);
			z(() => q(r, H(t))), K(e, n);
		}), D(c), D(s);
		var l = L(s);
		Y(l, 21, () => t.table.lines, Gr, (e, t) => {
			var n = xo();
			let a;
			Y(n, 21, () => H(t).cells, Gr, (e, n, a) => {
				var o = bo();
				let s;
				var c = P(o), l = (e) => {
					var i = go(), a = I(i, !0);
					z((e) => {
						X(i, "aria-label", e), q(a, H(n).text);
					}, [() => r.say("roles_open_head", { head: H(t).head })]), U("click", i, () => r.go({
						screen: "head",
						heads: [H(t).head]
					})), K(e, i);
				}, u = /* @__PURE__ */ A(() => a === 0 && i(H(t).head)), d = (e) => {
					var t = _o(), r = I(t, !0);
					z(() => q(r, H(n).text)), K(e, t);
				};
				J(c, (e) => {
					H(u) ? e(l) : e(d, -1);
				});
				var f = L(c, 2), p = (e) => {
					var t = vo(), r = I(L(F(t)), !0);
					z(() => q(r, H(n).more)), K(e, t);
				};
				J(f, (e) => {
					H(n).more && e(p);
				}), Y(L(f, 2), 16, () => H(n).marks, (e) => e, (e, t) => {
					var n = yo(), i = I(n, !0);
					z((e) => q(i, e), [() => r.say(`mark_${t}`) || t]), K(e, n);
				}), D(o), z(() => s = li(o, 1, "svelte-gmrkjv", null, s, { marked: H(n).marks.length > 0 })), K(e, o);
			}), D(n), z(() => a = li(n, 1, "svelte-gmrkjv", null, a, { strong: H(t).is_strong })), K(e, n);
		}), D(l), D(o), D(a);
		var u = L(a, 2), d = (e) => {
			var n = So(), r = I(n, !0);
			z(() => q(r, t.table.note)), K(e, n);
		};
		J(u, (e) => {
			t.table.note && e(d);
		}), z(() => X(a, "aria-label", t.table.heading)), K(e, n);
	}, r = Q(), i = (e) => r.overview?.heads.some((t) => t.head === e) ?? !1;
	var a = Mr(), o = F(a), s = (e) => {
		var r = wo(), i = P(r), a = I(i), o = L(i);
		n(o), D(r), z(() => q(a, `${t.table.heading ?? ""} (${t.table.lines.length ?? ""})`)), K(e, r);
	}, c = (e) => {
		var r = To(), i = F(r), a = I(i, !0), o = L(i, 2);
		n(o), z(() => q(a, t.table.heading)), K(e, r);
	};
	J(o, (e) => {
		t.table.is_folded ? e(s) : e(c, -1);
	}), K(e, a), k();
}
W(["click"]);
// src/panels/Alignment.svelte
var Do = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Oo = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), ko = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Ao = /* @__PURE__ */ G([
	[
		"div",
		{ class: "line" },
		[
			"label",
			{ class: "line" },
			" ",
			["select", { class: "svelte-10kcnqm" }]
		],
		" ",
		[
			"button",
			{ type: "button" },
			"‹"
		],
		" ",
		[
			"button",
			{ type: "button" },
			"›"
		]
	],
	" ",
	,
], 1), jo = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-10kcnqm" },
	[
		"button",
		{
			type: "button",
			class: "svelte-10kcnqm"
		},
		" "
	]
]]), Mo = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), No = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Po = /* @__PURE__ */ G([[
	"div",
	{ class: "pair svelte-10kcnqm" },
	,
	" ",
	[
		"div",
		null,
		[
			"h3",
			null,
			" "
		],
		" ",
		["ul", { class: "svelte-10kcnqm" }],
		" ",
		,
		" ",
		,
	]
]]), Fo = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Io = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel",
		"aria-labelledby": "alignment-heading"
	},
	[
		"h2",
		{ id: "alignment-heading" },
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
]]);
function Lo(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => n.state.run ? n.of("findings", n.state.language) : null), i = Z(n.source, () => n.state.run ? n.of("pairs") : null), a = /* @__PURE__ */ A(() => r.answer?.readings.find((e) => e.name === "alignment")), o = /* @__PURE__ */ A(() => Math.max(0, i.answer?.pairs.findIndex(([e]) => e === n.state.pair) ?? 0)), s = /* @__PURE__ */ A(() => i.answer?.pairs[H(o)]?.[0]), c = Z(n.source, () => H(s) === void 0 ? null : n.of("pair", H(s))), l = /* @__PURE__ */ M(-1);
	function u(e) {
		let t = i.answer?.pairs[e];
		t && (N(l, -1), n.go({
			pair: t[0],
			text: n.overview?.texts[t[0]] ? t[0] : n.state.text
		}), n.said = t[1]);
	}
	var d = Io(), f = P(d), p = I(f, !0), h = L(f, 2);
	Y(h, 17, () => H(a)?.lines ?? [], Gr, (e, t) => {
		var n = Do(), r = I(n, !0);
		z(() => q(r, H(t))), K(e, n);
	});
	var g = L(h, 2), _ = (e) => {
		mo(e, {
			get missing() {
				return i.missing;
			},
			get failed() {
				return i.failed;
			}
		});
	};
	J(g, (e) => {
		(i.missing || i.failed) && e(_);
	});
	var v = L(g, 2), y = (e) => {
		var t = Ao(), r = F(t), a = P(r), c = P(a), l = L(c);
		Y(l, 21, () => i.answer.pairs, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ A(() => m(H(t), 2));
			let r = () => H(n)[0], i = () => H(n)[1];
			var a = Oo(), o = I(a), s = {};
			z(() => {
				q(o, `${r() + 1}: ${i() ?? ""}`), s !== (s = r()) && (a.value = (a.__value = s) ?? "");
			}), K(e, a);
		}), D(l);
		var d;
		hi(l), D(a);
		var f = L(a, 2), p = L(f, 2);
		D(r);
		var h = L(r, 2), g = (e) => {
			var t = ko(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("aligned_pairs_left", {
				count: i.answer.pairs_left,
				command: "headscope read RUN alignment --json"
			})]), K(e, t);
		};
		J(h, (e) => {
			i.answer.pairs_left && e(g);
		}), z((e, t, n) => {
			q(c, `${e ?? ""} `), d !== (d = H(s)) && (l.value = (l.__value = d) ?? "", mi(l, d)), X(f, "aria-label", t), f.disabled = H(o) === 0, X(p, "aria-label", n), p.disabled = H(o) + 1 >= i.answer.pairs.length;
		}, [
			() => n.say("aligned_pair"),
			() => n.say("aligned_previous"),
			() => n.say("aligned_next")
		]), U("change", l, (e) => u(i.answer?.pairs.findIndex(([t]) => t === Number(e.currentTarget.value)) ?? 0)), U("click", f, () => u(H(o) - 1)), U("click", p, () => u(H(o) + 1)), K(e, t);
	};
	J(v, (e) => {
		i.answer && H(s) !== void 0 && e(y);
	});
	var b = L(v, 2), x = (e) => {
		var t = Po(), r = P(t);
		fo(r, {
			get pair() {
				return c.answer;
			},
			get chosen() {
				return H(l);
			}
		});
		var i = L(r, 2), a = P(i), o = I(a, !0), s = L(a, 2);
		Y(s, 21, () => c.answer.linked, Gr, (e, t, r) => {
			var i = /* @__PURE__ */ A(() => m(H(t), 3));
			let a = () => H(i)[2];
			var o = jo(), s = P(o), c = I(s, !0);
			D(o), z((e) => {
				X(s, "aria-pressed", r === H(l)), q(c, e);
			}, [() => n.told(a())]), U("click", s, () => N(l, H(l) === r ? -1 : r, !0)), K(e, o);
		}), D(s);
		var u = L(s, 2), d = (e) => {
			var t = Mo(), r = I(t, !0);
			z(() => q(r, c.answer.unlinked[n.state.language])), K(e, t);
		};
		J(u, (e) => {
			c.answer.unlinked[n.state.language] && e(d);
		});
		var f = L(u, 2), p = (e) => {
			var t = No(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("aligned_no_map")]), K(e, t);
		};
		J(f, (e) => {
			c.answer.shares || e(p);
		}), D(i), D(t), z((e) => q(o, e), [() => n.say("aligned_pairs_heading")]), K(e, t);
	};
	J(b, (e) => {
		c.answer && e(x);
	});
	var S = L(b, 2);
	Y(S, 17, () => H(a)?.tables ?? [], Gr, (e, t) => {
		Eo(e, { get table() {
			return H(t);
		} });
	});
	var C = L(S, 2), w = (e) => {
		var t = Fo(), n = I(t, !0);
		z(() => q(n, H(a).caution)), K(e, t);
	};
	J(C, (e) => {
		H(a)?.caution && e(w);
	}), D(d), z((e) => q(p, e), [() => H(a)?.heading ?? n.say("aligned_heading")]), K(e, d), k();
}
W(["change", "click"]);
// src/panels/Bar.svelte
var Ro = /* @__PURE__ */ G([[
	"bdi",
	{ class: "note" },
	" "
], " "], 1), zo = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), Bo = /* @__PURE__ */ G([[
	"label",
	{ class: "line" },
	" ",
	["select", { class: "svelte-1vkzuu2" }]
]]), Vo = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), Ho = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	[
		"kbd",
		{
			"aria-hidden": "true",
			class: "svelte-1vkzuu2"
		},
		" "
	],
	" "
]]), Uo = /* @__PURE__ */ G([[
	"header",
	{ class: "panel svelte-1vkzuu2" },
	[
		"div",
		{ class: "line apart svelte-1vkzuu2" },
		[
			"div",
			{ class: "line svelte-1vkzuu2" },
			[
				"strong",
				null,
				"headscope"
			],
			" ",
			[
				"h1",
				{ class: "svelte-1vkzuu2" },
				,
			],
			" ",
			,
		],
		" ",
		[
			"div",
			{ class: "line svelte-1vkzuu2" },
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			["span", {
				class: "line",
				role: "group"
			}],
			" ",
			[
				"button",
				{ type: "button" },
				" "
			]
		]
	],
	" ",
	["nav", { class: "line" }]
]]);
function Wo(e, t) {
	O(t, !0);
	let n = Q(), r = [["en", "English"], ["zh", "中文"]], i = /* @__PURE__ */ A(() => da(n.overview?.has_alignment ?? !1)), a = (e) => n.go({
		screen: e,
		mode: ""
	});
	async function o() {
		let e = n.told(n.overview?.citation) ?? "";
		await navigator.clipboard?.writeText(`${n.start.host === "page" ? location.href : n.address}\n${e}`).catch(() => void 0), n.said = n.say("viewer_copied");
	}
	var s = Uo(), c = P(s), l = P(c), u = L(P(l), 2), d = P(u), f = (e) => {
		var t = Ro(), r = F(t), i = I(r, !0), a = L(r);
		z((e) => {
			q(i, n.overview.run), q(a, ` ${e ?? ""}`);
		}, [() => n.told(n.overview.title)]), K(e, t);
	};
	J(d, (e) => {
		n.overview && e(f);
	}), D(u);
	var p = L(u, 2), h = (e) => {
		var t = Bo(), r = P(t), i = L(r);
		Y(i, 21, () => n.overview?.texts ?? [], (e) => e.number, (e, t) => {
			var n = zo(), r = I(n), i = {};
			z(() => {
				q(r, `${H(t).number ?? ""} ${H(t).title ?? ""}`), i !== (i = H(t).number) && (n.value = (n.__value = i) ?? "");
			}), K(e, n);
		}), D(i);
		var a;
		hi(i), D(t), z((e) => {
			q(r, `${e ?? ""} `), a !== (a = n.state.text) && (i.value = (i.__value = a) ?? "", mi(i, a));
		}, [() => n.say("page_text")]), U("change", i, (e) => n.go({
			text: Number(e.currentTarget.value),
			query: null,
			key: null,
			rows: null,
			keys: null
		})), K(e, t);
	};
	J(p, (e) => {
		(n.overview?.texts.length ?? 0) > 1 && e(h);
	}), D(l);
	var g = L(l, 2), _ = P(g), v = I(_, !0), y = L(_, 2);
	Y(y, 21, () => r, ([e, t]) => e, (e, t) => {
		var r = /* @__PURE__ */ A(() => m(H(t), 2));
		let i = () => H(r)[0], a = () => H(r)[1];
		var o = Vo(), s = I(o, !0);
		z(() => {
			X(o, "lang", i()), X(o, "aria-pressed", n.state.language === i()), q(s, a());
		}), U("click", o, () => n.go({ language: i() }, !0)), K(e, o);
	}), D(y);
	var b = L(y, 2), x = I(b, !0);
	D(g), D(c);
	var S = L(c, 2);
	Y(S, 21, () => H(i), ([e, t]) => t, (e, t) => {
		var r = /* @__PURE__ */ A(() => m(H(t), 2));
		let i = () => H(r)[0], o = () => H(r)[1];
		var s = Ho(), c = P(s), l = I(c, !0), u = L(c);
		D(s), z((e) => {
			X(s, "aria-pressed", n.state.screen === o()), X(s, "aria-keyshortcuts", i()), s.disabled = !n.state.run && o() !== "shelf" && o() !== "glossary", q(l, i()), q(u, ` ${e ?? ""}`);
		}, [() => n.say(`viewer_screen_${o()}`)]), U("click", s, () => a(o())), K(e, s);
	}), D(S), D(s), z((e, t, n, r) => {
		q(v, e), X(y, "aria-label", t), q(x, n), X(S, "aria-label", r);
	}, [
		() => n.say("viewer_copy"),
		() => n.say("page_language"),
		() => n.say("page_theme"),
		() => n.say("viewer_screens")
	]), U("click", _, o), U("click", b, () => n.go({ theme: n.state.theme === "dark" ? "light" : "dark" }, !0)), K(e, s), k();
}
W(["change", "click"]);
// src/state/other.ts
function Go(e, t) {
	let n = e.lastIndexOf("/");
	return n < 0 ? {
		run: t,
		head: e
	} : {
		run: e.slice(0, n),
		head: e.slice(n + 1)
	};
}
var Ko = (e, t) => e.run === t ? e.head : `${e.run}/${e.head}`, qo = /* @__PURE__ */ G([[
	"div",
	{
		class: "line bar svelte-pcani2",
		role: "group"
	},
	[
		"span",
		{ class: "mono svelte-pcani2" },
		" "
	],
	" ",
	[
		"span",
		{ class: "band svelte-pcani2" },
		["input", {
			type: "range",
			min: "0",
			max: "1",
			step: "0.01",
			class: "svelte-pcani2"
		}],
		" ",
		["input", {
			type: "range",
			min: "0",
			max: "1",
			step: "0.01",
			class: "svelte-pcani2"
		}]
	],
	" ",
	[
		"span",
		{ class: "mono svelte-pcani2" },
		" "
	],
	" ",
	[
		"button",
		{
			type: "button",
			"aria-keyshortcuts": "l"
		},
		" "
	]
]]);
function Jo(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.state.scale === "log" ? {
		scale: "log",
		low: 1e-7,
		high: 1
	} : {
		scale: "linear",
		low: 0,
		high: 1
	}), i = /* @__PURE__ */ A(() => Math.max(0, ka(n.state.low, H(r)))), a = /* @__PURE__ */ A(() => Math.min(1, ka(n.state.high, H(r)))), o = /* @__PURE__ */ A(() => n.start.ramps[n.state.theme] ?? []), s = /* @__PURE__ */ A(() => `linear-gradient(to right, ${Array.from({ length: 13 }, (e, t) => {
		let n = t / 12;
		return `${Fa(ja((n - H(i)) / (H(a) - H(i)), H(o)))} ${(100 * n).toFixed(1)}%`;
	}).join(", ")})`);
	function c(e, t) {
		let i = Aa(t, H(r));
		e === "low" && i < n.state.high && n.go({ low: t === 0 && H(r).scale === "linear" ? 0 : i }, !0), e === "high" && i > n.state.low && n.go({ high: i }, !0);
	}
	var l = qo(), u = P(l), d = I(u, !0), f = L(u, 2);
	let p;
	var m = P(f);
	Si(m);
	var h = L(m, 2);
	Si(h), D(f);
	var g = L(f, 2), _ = I(g, !0), v = L(g, 2), y = I(v, !0);
	D(l), z((e, t, r, o, c, u, g, b) => {
		X(l, "aria-label", e), q(d, t), p = di(f, "", p, { background: H(s) }), Ci(m, H(i)), X(m, "aria-label", r), X(m, "aria-valuetext", o), Ci(h, H(a)), X(h, "aria-label", c), X(h, "aria-valuetext", u), q(_, g), X(v, "aria-pressed", n.state.scale === "log"), q(y, b);
	}, [
		() => n.say("viewer_colours"),
		() => $(n.state.low, n.state.language),
		() => n.say("viewer_lowest"),
		() => $(n.state.low, n.state.language),
		() => n.say("viewer_highest"),
		() => $(n.state.high, n.state.language),
		() => $(n.state.high, n.state.language),
		() => n.say("page_log")
	]), U("input", m, (e) => c("low", Number(e.currentTarget.value))), U("input", h, (e) => c("high", Number(e.currentTarget.value))), U("click", v, () => n.go(pa(n.state), !0)), K(e, l), k();
}
W(["input", "click"]);
// src/draw/difference.ts
var Yo = {
	light: [[
		0,
		90,
		181
	], [
		220,
		90,
		0
	]],
	dark: [[
		110,
		180,
		255
	], [
		255,
		165,
		80
	]]
}, Xo = 2e3;
function Zo(e, t) {
	if (e.length > Xo || t.length > Xo) return null;
	let n = t.length + 1, r = new Uint16Array((e.length + 1) * n), i = (e, t) => r[e * n + t] ?? 0;
	for (let a = e.length - 1; a >= 0; a--) for (let o = t.length - 1; o >= 0; o--) r[a * n + o] = e[a] === t[o] ? i(a + 1, o + 1) + 1 : Math.max(i(a + 1, o), i(a, o + 1));
	let a = [];
	for (let n = 0, r = 0; n < e.length && r < t.length;) e[n] === t[r] ? a.push([n++, r++]) : i(n + 1, r) >= i(n, r + 1) ? n++ : r++;
	return a;
}
function Qo(e, t, n) {
	let r = new Float32Array(t.length * n.length);
	return t.forEach((t, i) => n.forEach((a, o) => {
		r[i * n.length + o] = e.values[t * e.columns + a] ?? NaN;
	})), {
		rows: t.length,
		columns: n.length,
		values: r
	};
}
var $o = (e, t) => ({
	rows: e.rows,
	columns: e.columns,
	values: e.values.map((e, n) => e - (t.values[n] ?? NaN))
});
function es(e) {
	let t = e.values.reduce((e, t) => e + (Number.isNaN(t) ? 0 : Math.abs(t)), 0);
	return e.rows ? t / 2 / e.rows : 0;
}
function ts(e, t) {
	let n = Yo[t[0] > 127 ? "light" : "dark"][e >= 0 ? 0 : 1], r = Math.min(1, Math.sqrt(Math.abs(e))), i = (e) => Math.round(t[e] + (n[e] - t[e]) * r);
	return [
		i(0),
		i(1),
		i(2)
	];
}
function ns(e, t, n, r) {
	let i = new ImageData(Math.max(1, e.columns), Math.max(1, e.rows));
	return e.values.forEach((e, a) => {
		i.data.set([...Number.isNaN(e) ? r : ts(e / (t || 1), n), 255], 4 * a);
	}), i;
}
function rs(e) {
	return `linear-gradient(to right, ${Array.from({ length: 17 }, (t, n) => `${Fa(ts(n / 8 - 1, e))} ${100 * n / 16}%`).join(", ")})`;
}
var is = (e, t) => Math.max(0, Math.ceil(Math.log2(Math.max(e, t, 1) / 256))), as = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), os = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), ss = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), cs = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), ls = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-8ca38v",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), us = /* @__PURE__ */ G([[
	"figure",
	{ class: "svelte-8ca38v" },
	[
		"figcaption",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	" ",
	["canvas", { role: "img" }]
]]), ds = /* @__PURE__ */ G([
	[
		"p",
		{ class: "line legend svelte-8ca38v" },
		[
			"span",
			{ class: "mono" },
			" "
		],
		["span", { class: "band svelte-8ca38v" }],
		[
			"span",
			{ class: "mono" },
			" "
		]
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), fs = /* @__PURE__ */ G([
	["div", { class: "pictures svelte-8ca38v" }],
	" ",
	,
], 1), ps = /* @__PURE__ */ G([
	,
	,
	" ",
	,
	" ",
	,
	" ",
	,
], 1);
function ms(e, t) {
	O(t, !0);
	let n = Q(), r = (e, t) => {
		let n = e.overview.sites.find((t) => e.head.startsWith(`${t.site}.`));
		return e.labels.sides[n?.[t] ?? ""]?.tokens ?? [];
	}, i = /* @__PURE__ */ A(() => ({
		query: [r(t.one, "query_side"), r(t.other, "query_side")],
		key: [r(t.one, "key_side"), r(t.other, "key_side")]
	})), a = /* @__PURE__ */ A(() => ["query", "key"].every((e) => H(i)[e][0].length === H(i)[e][1].length && H(i)[e][0].every((t, n) => t === H(i)[e][1][n]))), o = (e, t) => Gi(e.run, "tile", e.head, e.text, t, 0, 0, "mass"), s = (e) => is(H(i).query[e].length, H(i).key[e].length), c = [Z(n.source, () => o(t.one, s(0))), Z(n.source, () => o(t.other, s(1)))], l = /* @__PURE__ */ M([null, null]);
	R(() => {
		let e = c.map((e) => e.answer?.array);
		Promise.all(e.map((e) => e ? Bi(e) : null)).then((e) => {
			N(l, e);
		});
	});
	let u = /* @__PURE__ */ A(() => H(a) || s(0) > 0 || s(1) > 0 ? null : {
		query: Zo(...H(i).query),
		key: Zo(...H(i).key)
	}), d = /* @__PURE__ */ A(() => {
		let [e, t] = H(l);
		if (!e || !t) return H(l);
		if (!H(u)?.query || !H(u).key) return e.rows === t.rows && e.columns === t.columns ? H(l) : [e, t];
		let n = H(u).query, r = H(u).key;
		return [Qo(e, n.map(([e]) => e), r.map(([e]) => e)), Qo(t, n.map(([, e]) => e), r.map(([, e]) => e))];
	}), f = /* @__PURE__ */ A(() => !!(H(d)[0] && H(d)[1] && H(d)[0].rows === H(d)[1].rows && H(d)[0].columns === H(d)[1].columns && (H(a) || H(u)))), p = /* @__PURE__ */ A(() => H(f) && H(d)[0] && H(d)[1] ? $o(H(d)[0], H(d)[1]) : null), h = /* @__PURE__ */ A(() => H(p) ? H(p).values.reduce((e, t) => Math.abs(t) > e ? Math.abs(t) : e, 0) : 0), g = /* @__PURE__ */ A(() => ({
		queries: H(u)?.query ? H(u).query.map(([e]) => H(i).query[0][e] ?? "") : H(i).query[0],
		keys: H(u)?.key ? H(u).key.map(([e]) => H(i).key[0][e] ?? "") : H(i).key[0]
	})), _ = en([]), v = /* @__PURE__ */ M(0), y = /* @__PURE__ */ M(!1), b = /* @__PURE__ */ A(() => n.state.mode === "flicker" && !matchMedia("(prefers-reduced-motion: reduce)").matches);
	R(() => {
		if (!H(b)) return;
		let e = setInterval(() => {
			N(y, !H(y));
		}, 700);
		return () => clearInterval(e);
	});
	let x = /* @__PURE__ */ A(() => n.state.mode === "difference" && H(p) ? [H(p)] : H(b) ? [H(d)[+!!H(y)]] : H(d)), S = (e, r) => e && e === H(p) ? n.say("viewer_difference_of", {
		one: t.one.head,
		other: Ko(t.other, t.one.run)
	}) : (H(b) ? H(y) : r === 1) ? Ko(t.other, t.one.run) : t.one.head, C = /* @__PURE__ */ A(() => H(p) ? (s(0) > 0 ? "≥ " : "") + eo(es(H(p)), 3, n.state.language) : "");
	R(() => {
		let e = Oa(n.state, n.start.ramps);
		H(x).forEach((t, n) => {
			let r = _[n];
			if (!r || !t || !H(v) || !t.rows || !t.columns) return;
			let i = getComputedStyle(r), a = Ua(r, t, Math.max(t.rows, t.columns) <= 64 && s(0) === 0 && t.rows === H(g).queries.length ? H(g) : null, {
				room: H(x).length === 2 ? H(v) / 2 - 12 : H(v),
				size: 460,
				font: i.fontFamily
			});
			Wa(r, t, La(t === H(p) ? ns(t, H(h), e.ramp[0] ?? [
				255,
				255,
				255
			], e.masked) : Ia(t, e)), a, i);
		});
	});
	let w = /* @__PURE__ */ A(() => rs(Oa(n.state, n.start.ramps).ramp[0] ?? [
		255,
		255,
		255
	])), ee = /* @__PURE__ */ A(() => H(p) ? Array.from(H(p).values, (e, t) => [t, e]).filter(([, e]) => Math.abs(e) > 0).sort((e, t) => Math.abs(t[1]) - Math.abs(e[1])).slice(0, 100) : []);
	var te = ps(), ne = F(te);
	Y(ne, 17, () => c, Gr, (e, t) => {
		var n = Mr(), r = F(n), i = (e) => {
			mo(e, {
				get missing() {
					return H(t).missing;
				},
				get failed() {
					return H(t).failed;
				}
			});
		};
		J(r, (e) => {
			(H(t).missing || H(t).failed) && e(i);
		}), K(e, n);
	});
	var re = L(ne, 2), ie = (e) => {
		var t = as(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_distance_of_rows", { value: H(C) })]), K(e, t);
	};
	J(re, (e) => {
		H(p) && e(ie);
	});
	var ae = L(re, 2), oe = (e) => {
		var t = os(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_aligned_tokens", {
			count: H(u).query.length,
			all: H(i).query[0].length
		})]), K(e, t);
	}, se = (e) => {
		var t = ss(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_not_aligned")]), K(e, t);
	};
	J(ae, (e) => {
		H(u)?.query ? e(oe) : H(a) || e(se, 1);
	});
	var ce = L(ae, 2), le = (e) => {
		var t = ls(), r = P(t), i = P(r), a = P(i), o = P(a), s = I(o, !0), c = L(o), l = I(c, !0), u = I(L(c), !0);
		D(a), D(i);
		var d = L(i);
		Y(d, 21, () => H(ee), ([e, t]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 2));
			let i = () => H(r)[0], a = () => H(r)[1];
			var o = cs(), s = P(o), c = I(P(s), !0);
			D(s);
			var l = L(s), u = I(P(l), !0);
			D(l);
			var d = I(L(l));
			D(o), z((e, t) => {
				q(c, e), q(u, H(g).keys[i() % H(p).columns]), q(d, `${a() > 0 ? "+" : "−"}${t ?? ""}`);
			}, [() => H(g).queries[Math.floor(i() / H(p).columns)], () => $(Math.abs(a()), n.state.language)]), K(e, o);
		}), D(d), D(r), D(t), z((e, n, r, i) => {
			X(t, "aria-label", e), q(s, n), q(l, r), q(u, i);
		}, [
			() => n.say("page_table"),
			() => n.say("query"),
			() => n.say("key"),
			() => n.say("viewer_difference")
		]), K(e, t);
	}, ue = (e) => {
		var r = fs(), i = F(r);
		Y(i, 21, () => H(x), Gr, (e, t, r) => {
			var i = us(), a = P(i), o = I(P(a), !0);
			D(a);
			var s = L(a, 2);
			Ni(s, (e, t) => _[t] = e, (e) => _?.[e], () => [r]), D(i), z((e, t) => {
				q(o, e), X(s, "aria-label", t);
			}, [() => S(H(t), r), () => n.say("viewer_matrix_of_plain", { head: S(H(t), r) })]), K(e, i);
		}), D(i);
		var a = L(i, 2), o = (e) => {
			var r = ds(), i = F(r), a = P(i), o = I(a), s = L(a);
			let c;
			var l = I(L(s));
			D(i);
			var u = I(L(i, 2), !0);
			z((e, t, n) => {
				q(o, `−${e ?? ""}`), c = di(s, "", c, { background: H(w) }), q(l, `+${t ?? ""}`), q(u, n);
			}, [
				() => $(H(h), n.state.language),
				() => $(H(h), n.state.language),
				() => n.say("viewer_difference_help", {
					one: t.one.head,
					other: Ko(t.other, t.one.run),
					value: $(H(h), n.state.language)
				})
			]), K(e, r);
		};
		J(a, (e) => {
			n.state.mode === "difference" && H(p) && e(o);
		}), ji(i, "clientWidth", (e) => N(v, e)), K(e, r);
	};
	J(ce, (e) => {
		n.state.is_table && H(p) ? e(le) : e(ue, -1);
	}), K(e, te), k();
}
// src/panels/Compare.svelte
var hs = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), gs = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), _s = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), vs = /* @__PURE__ */ G([[
	"label",
	{ class: "line" },
	" ",
	["select", { class: "svelte-v414jo" }]
]]), ys = /* @__PURE__ */ G([[
	"td",
	null,
	" "
]]), bs = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	,
]]), xs = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					[
						"bdi",
						null,
						" "
					]
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
], 1), Ss = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel svelte-v414jo",
		"aria-labelledby": "compare-heading"
	},
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			{ id: "compare-heading" },
			" "
		],
		" ",
		,
	],
	" ",
	[
		"div",
		{ class: "line" },
		[
			"label",
			{ class: "line" },
			" ",
			["select", { class: "svelte-v414jo" }]
		],
		" ",
		[
			"label",
			{ class: "line" },
			" ",
			["select", { class: "svelte-v414jo" }]
		],
		" ",
		,
		" ",
		[
			"button",
			{ type: "button" },
			" "
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "f"
			},
			" "
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "t"
			},
			" "
		]
	],
	" ",
	,
	" ",
	,
]]);
function Cs(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => "shelf"), i = /* @__PURE__ */ A(() => Go(n.state.against, n.state.run)), a = Z(n.source, () => H(i).run ? Gi(H(i).run, "overview") : null), o = /* @__PURE__ */ A(() => H(i).run === n.state.run ? n.state.text : Math.min(n.state.text, (a.answer?.texts.length ?? 1) - 1)), s = Z(n.source, () => H(i).run && a.answer ? Gi(H(i).run, "text", H(o)) : null), c = /* @__PURE__ */ A(() => n.head), l = /* @__PURE__ */ A(() => n.overview?.heads.find((e) => e.head === H(c))?.twins[0]?.[0]), u = /* @__PURE__ */ A(() => ({
		run: H(i).run,
		head: H(i).head || (H(i).run === n.state.run ? H(l) : null) || a.answer?.heads.find((e) => e.head !== H(c) || H(i).run !== n.state.run)?.head || ""
	})), d = /* @__PURE__ */ A(() => [n.overview?.heads.find((e) => e.head === H(c)), a.answer?.heads.find((e) => e.head === H(u).head)]), f = (e, t) => n.go({ against: Ko({
		run: e,
		head: t
	}, n.state.run) });
	var p = Ss(), m = P(p), h = P(m), g = I(h, !0), _ = L(h, 2), v = (e) => {
		Jo(e, {});
	};
	J(_, (e) => {
		n.state.mode !== "difference" && e(v);
	}), D(m);
	var y = L(m, 2), b = P(y), x = P(b), S = L(x);
	Y(S, 21, () => n.overview?.heads ?? [], (e) => e.head, (e, t) => {
		var n = hs(), r = I(n, !0), i = {};
		z(() => {
			q(r, H(t).head), i !== (i = H(t).head) && (n.__value = i);
		}), K(e, n);
	}), D(S);
	var C;
	hi(S), D(b);
	var w = L(b, 2), ee = P(w), te = L(ee);
	Y(te, 21, () => a.answer?.heads ?? [], (e) => e.head, (e, t) => {
		var n = gs(), r = I(n, !0), i = {};
		z(() => {
			q(r, H(t).head), i !== (i = H(t).head) && (n.__value = i);
		}), K(e, n);
	}), D(te);
	var ne;
	hi(te), D(w);
	var re = L(w, 2), ie = (e) => {
		var t = vs(), i = P(t), a = L(i);
		Y(a, 21, () => r.answer?.runs ?? [], (e) => e.name, (e, t) => {
			var n = _s(), r = I(n, !0), i = {};
			z(() => {
				q(r, H(t).name), i !== (i = H(t).name) && (n.__value = i);
			}), K(e, n);
		}), D(a);
		var o;
		hi(a), D(t), z((e) => {
			q(i, `${e ?? ""} `), o !== (o = H(u).run) && (a.value = (a.__value = o) ?? "", mi(a, o));
		}, [() => n.say("viewer_second_run")]), U("change", a, (e) => f(e.currentTarget.value, H(c) ?? "")), K(e, t);
	};
	J(re, (e) => {
		(r.answer?.runs.length ?? 0) > 1 && e(ie);
	});
	var ae = L(re, 2), oe = I(ae, !0), se = L(ae, 2), ce = I(se, !0), le = L(se, 2), ue = I(le, !0);
	D(y);
	var de = L(y, 2), fe = (e) => {
		mo(e, {
			get missing() {
				return a.missing;
			},
			get failed() {
				return a.failed;
			}
		});
	};
	J(de, (e) => {
		(a.missing || a.failed) && e(fe);
	});
	var pe = L(de, 2), me = (e) => {
		var t = xs(), r = F(t);
		{
			let e = /* @__PURE__ */ A(() => ({
				run: n.state.run,
				head: H(c),
				text: n.state.text,
				labels: n.labels,
				overview: n.overview
			})), t = /* @__PURE__ */ A(() => ({
				run: H(u).run,
				head: H(u).head,
				text: H(o),
				labels: s.answer,
				overview: a.answer
			}));
			ms(r, {
				get one() {
					return H(e);
				},
				get other() {
					return H(t);
				}
			});
		}
		var i = L(r, 2), l = P(i), f = P(l), p = P(f), m = I(p, !0), h = L(p), g = I(h, !0), _ = L(h), v = I(P(_), !0);
		D(_);
		var y = I(L(_), !0);
		D(f), D(l);
		var b = L(l);
		Y(b, 23, () => n.overview.statistics, (e) => e.name, (e, t, r) => {
			let i = /* @__PURE__ */ A(() => H(d)[0]?.statistics[H(r)] ?? null), o = /* @__PURE__ */ A(() => H(d)[1]?.statistics[a.answer.statistics.findIndex((e) => e.name === H(t).name)] ?? null);
			var s = bs(), c = P(s), l = I(c, !0);
			Y(L(c), 17, () => [
				H(i),
				H(o),
				H(i) === null || H(o) === null ? null : H(i) - H(o)
			], Gr, (e, t) => {
				var r = ys(), i = I(r, !0);
				z((e) => q(i, e), [() => H(t) === null ? "–" : eo(H(t), 2, n.state.language)]), K(e, r);
			}), D(s), z((e) => q(l, e), [() => n.say(H(t).name)]), K(e, s);
		}), D(b), D(i), z((e, t, n) => {
			q(m, e), q(g, H(c)), q(v, t), q(y, n);
		}, [
			() => n.say("viewer_statistic"),
			() => Ko(H(u), n.state.run),
			() => n.say("viewer_difference")
		]), K(e, t);
	};
	J(pe, (e) => {
		H(c) && H(u).head && n.labels && s.answer && n.overview && a.answer && e(me);
	}), D(p), z((e, t, r, i, a, o) => {
		q(g, e), q(x, `${t ?? ""} `), C !== (C = H(c)) && (S.value = (S.__value = C) ?? "", mi(S, C)), q(ee, `${r ?? ""} `), ne !== (ne = H(u).head) && (te.value = (te.__value = ne) ?? "", mi(te, ne)), X(ae, "aria-pressed", n.state.mode === "difference"), q(oe, i), X(se, "aria-pressed", n.state.mode === "flicker"), q(ce, a), X(le, "aria-pressed", n.state.is_table), q(ue, o);
	}, [
		() => n.say("viewer_screen_compare"),
		() => n.say("viewer_first"),
		() => n.say("viewer_second"),
		() => n.say("viewer_difference"),
		() => n.say("viewer_flicker"),
		() => n.say("page_table")
	]), U("change", S, (e) => n.go({ heads: [e.currentTarget.value] })), U("change", te, (e) => f(H(u).run, e.currentTarget.value)), U("click", ae, () => n.go({ mode: n.state.mode === "difference" ? "" : "difference" })), U("click", se, () => n.go({ mode: n.state.mode === "flicker" ? "" : "flicker" })), U("click", le, () => n.go({ is_table: !n.state.is_table })), K(e, p), k();
}
W(["change", "click"]);
// src/panels/PatternMark.svelte
var ws = /* @__PURE__ */ G([[
	"span",
	{ "aria-hidden": "true" },
	" "
]]);
function Ts(e, t) {
	O(t, !0);
	let n = Li(t, "isLow", 3, !1), r = Q(), i = /* @__PURE__ */ A(() => r.start.pattern_colours[t.label]);
	var a = ws();
	let o, s;
	var c = I(a, !0);
	z((e) => {
		o = li(a, 1, "mark svelte-tiv6b4", null, o, {
			deep: t.label === "diagonal",
			low: n(),
			unread: !H(i)
		}), s = di(a, "", s, { "--pattern": H(i) }), q(c, e);
	}, [() => r.say(`letter_${t.label}`)]), K(e, a), k();
}
// src/panels/ClaimItem.svelte
var Es = /* @__PURE__ */ G([[
	"div",
	{ class: "svelte-v0ob9s" },
	[
		"dt",
		{ class: "svelte-v0ob9s" },
		" "
	],
	[
		"dd",
		{ class: "svelte-v0ob9s" },
		" "
	]
]]), Ds = /* @__PURE__ */ G([["dl", { class: "svelte-v0ob9s" }]]), Os = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "svelte-v0ob9s"
	},
	[
		"span",
		{ class: "note" },
		" "
	],
	" "
]]), ks = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "svelte-v0ob9s"
	},
	" "
]]), As = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), js = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-v0ob9s" },
	[
		"p",
		{ class: "sentence svelte-v0ob9s" },
		,
		" "
	],
	" ",
	,
	" ",
	[
		"p",
		{ class: "line svelte-v0ob9s" },
		,
		" ",
		,
	],
	" ",
	,
]]);
function Ms(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => [
		["viewer_score", t.claim.score],
		["viewer_baseline", t.claim.baseline],
		["viewer_interval", t.claim.interval],
		["viewer_grade", t.claim.grade]
	].filter(([, e]) => e !== "")), i = (e) => n.go({
		screen: "head",
		heads: [e.head],
		text: e.text,
		query: e.query,
		key: e.key,
		rows: null,
		keys: null
	});
	var a = js(), o = P(a), s = P(o), c = (e) => {
		Ts(e, { get label() {
			return t.claim.label;
		} });
	};
	J(s, (e) => {
		t.claim.label && e(c);
	});
	var l = L(s);
	D(o);
	var u = L(o, 2), d = (e) => {
		var t = Ds();
		Y(t, 21, () => H(r), ([e, t]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 2));
			let i = () => H(r)[0], a = () => H(r)[1];
			var o = Es(), s = P(o), c = I(s, !0), l = I(L(s), !0);
			D(o), z((e) => {
				q(c, e), q(l, a());
			}, [() => n.say(i())]), K(e, o);
		}), D(t), K(e, t);
	};
	J(u, (e) => {
		H(r).length && e(d);
	});
	var f = L(u, 2), p = P(f);
	Y(p, 17, () => t.claim.evidence, Gr, (e, t) => {
		var n = Os(), r = P(n), a = I(r, !0), o = L(r);
		D(n), z(() => {
			q(a, H(t).head), q(o, ` ${H(t).label ?? ""}`);
		}), U("click", n, () => i(H(t))), K(e, n);
	});
	var h = L(p, 2), g = (e) => {
		var r = Mr();
		Y(F(r), 16, () => t.claim.heads, (e) => e, (e, t) => {
			var r = ks(), i = I(r, !0);
			z(() => q(i, t)), U("click", r, () => n.go({
				screen: "head",
				heads: [t]
			})), K(e, r);
		}), K(e, r);
	};
	J(h, (e) => {
		t.claim.evidence.length === 0 && e(g);
	}), D(f);
	var _ = L(f, 2), v = (e) => {
		var n = As(), r = I(n, !0);
		z(() => q(r, t.claim.caution)), K(e, n);
	};
	J(_, (e) => {
		t.claim.caution && e(v);
	}), D(a), z(() => q(l, ` ${t.claim.sentence ?? ""}`)), K(e, a), k();
}
W(["click"]);
// src/panels/Findings.svelte
var Ns = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Ps = /* @__PURE__ */ G([["ol", { class: "svelte-smugjp" }]]), Fs = /* @__PURE__ */ G([[
	"p",
	{ class: "note caution svelte-smugjp" },
	" "
]]), Is = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h2",
		null,
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
]]), Ls = /* @__PURE__ */ G([[
	"dt",
	{ class: "mono svelte-smugjp" },
	" "
], [
	"dd",
	{ class: "svelte-smugjp" },
	" "
]], 1), Rs = /* @__PURE__ */ G([[
	"div",
	{ class: "findings svelte-smugjp" },
	,
	" ",
	[
		"section",
		{ class: "panel" },
		[
			"h2",
			null,
			" "
		],
		" ",
		["dl"]
	]
]]), zs = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1);
function Bs(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => n.state.run ? n.of("findings", n.state.language) : null);
	var i = zs(), a = F(i), o = (e) => {
		mo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(a, (e) => {
		(r.missing || r.failed) && e(o);
	});
	var s = L(a, 2), c = (e) => {
		var t = Rs(), i = P(t);
		Y(i, 17, () => r.answer.readings, (e) => e.name, (e, t) => {
			var n = Is(), r = P(n), i = I(r, !0), a = L(r, 2);
			Y(a, 17, () => H(t).lines, Gr, (e, t) => {
				var n = Ns(), r = I(n, !0);
				z(() => q(r, H(t))), K(e, n);
			});
			var o = L(a, 2), s = (e) => {
				var n = Ps();
				Y(n, 21, () => H(t).claims, Gr, (e, t) => {
					Ms(e, { get claim() {
						return H(t);
					} });
				}), D(n), K(e, n);
			};
			J(o, (e) => {
				H(t).claims.length && e(s);
			});
			var c = L(o, 2);
			Y(c, 17, () => H(t).tables, Gr, (e, t) => {
				Eo(e, { get table() {
					return H(t);
				} });
			});
			var l = L(c, 2), u = (e) => {
				var n = Fs(), r = I(n, !0);
				z(() => q(r, H(t).caution)), K(e, n);
			};
			J(l, (e) => {
				H(t).caution && e(u);
			}), D(n), z(() => {
				X(n, "aria-labelledby", `reading-${H(t).name}`), X(r, "id", `reading-${H(t).name}`), q(i, H(t).heading);
			}), K(e, n);
		});
		var a = L(i, 2), o = P(a), s = I(o, !0), c = L(o, 2);
		Y(c, 21, () => r.answer.commands, (e) => e.command, (e, t) => {
			var n = Ls(), r = F(n), i = I(r, !0), a = I(L(r), !0);
			z(() => {
				q(i, H(t).command), q(a, H(t).purpose);
			}), K(e, n);
		}), D(c), D(a), D(t), z((e) => q(s, e), [() => n.say("further_heading")]), K(e, t);
	};
	J(s, (e) => {
		r.answer && e(c);
	}), K(e, i), k();
}
// src/panels/Glossary.svelte
var Vs = /* @__PURE__ */ G([[
	"span",
	{ class: "mono formula svelte-65jc8f" },
	" "
]]), Hs = /* @__PURE__ */ G([[
	"span",
	{ class: "note caution svelte-65jc8f" },
	" "
]]), Us = /* @__PURE__ */ G([
	[
		"dt",
		{ class: "svelte-65jc8f" },
		" "
	],
	" ",
	[
		"dd",
		{ class: "svelte-65jc8f" },
		" ",
		,
		" ",
		,
	]
], 1), Ws = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		[
			"kbd",
			{ class: "svelte-65jc8f" },
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Gs = /* @__PURE__ */ G([
	[
		"section",
		{
			class: "panel svelte-65jc8f",
			"aria-labelledby": "glossary-heading"
		},
		[
			"div",
			{ class: "line apart" },
			[
				"h2",
				{ id: "glossary-heading" },
				" "
			],
			" ",
			[
				"label",
				{ class: "line" },
				" ",
				["input", { type: "search" }]
			]
		],
		" ",
		["dl", { class: "svelte-65jc8f" }]
	],
	" ",
	[
		"section",
		{
			class: "panel svelte-65jc8f",
			"aria-labelledby": "keys-heading"
		},
		[
			"h2",
			{ id: "keys-heading" },
			" "
		],
		" ",
		[
			"table",
			null,
			["tbody"]
		]
	]
], 1);
function Ks(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(""), i = /* @__PURE__ */ A(() => (n.strings?.glossary ?? []).filter((e) => `${e.term} ${e.meaning}`.toLowerCase().includes(H(r).trim().toLowerCase())));
	var a = Gs(), o = F(a), s = P(o), c = P(s), l = I(c, !0), u = L(c, 2), d = P(u), f = L(d);
	Si(f), D(u), D(s);
	var p = L(s, 2);
	Y(p, 21, () => H(i), (e) => e.term, (e, t) => {
		var n = Us(), r = F(n), i = I(r, !0), a = L(r, 2), o = P(a), s = L(o), c = (e) => {
			var n = Vs(), r = I(n, !0);
			z(() => q(r, H(t).formula)), K(e, n);
		};
		J(s, (e) => {
			H(t).formula && e(c);
		});
		var l = L(s, 2), u = (e) => {
			var n = Hs(), r = I(n, !0);
			z(() => q(r, H(t).caution)), K(e, n);
		};
		J(l, (e) => {
			H(t).caution && e(u);
		}), D(a), z(() => {
			q(i, H(t).term), q(o, `${H(t).meaning ?? ""} `);
		}), K(e, n);
	}), D(p), D(o);
	var h = L(o, 2), g = P(h), _ = I(g, !0), v = L(g, 2), y = P(v);
	Y(y, 21, () => fa, ([e, t]) => t, (e, t) => {
		var r = /* @__PURE__ */ A(() => m(H(t), 2));
		let i = () => H(r)[0], a = () => H(r)[1];
		var o = Ws(), s = P(o), c = I(P(s), !0);
		D(s);
		var l = I(L(s), !0);
		D(o), z((e) => {
			q(c, i()), q(l, e);
		}, [() => n.say(a())]), K(e, o);
	}), D(y), D(v), D(h), z((e, t, n) => {
		q(l, e), q(d, `${t ?? ""} `), q(_, n);
	}, [
		() => n.say("viewer_screen_glossary"),
		() => n.say("viewer_filter"),
		() => n.say("viewer_shortcuts")
	]), Di(f, () => H(r), (e) => N(r, e)), K(e, a), k();
}
// src/panels/Channels.svelte
var qs = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), Js = /* @__PURE__ */ G([["span", {
	class: "line",
	role: "group"
}]]);
function Ys(e, t) {
	O(t, !0);
	let n = Q(), r = ["peak", "mass"];
	var i = Js();
	Y(i, 20, () => r, (e) => e, (e, t) => {
		var r = qs(), i = I(r, !0);
		z((e) => {
			X(r, "aria-pressed", n.state.channel === t), q(i, e);
		}, [() => n.say(`viewer_${t}`)]), U("click", r, () => n.go({ channel: t }, !0)), K(e, r);
	}), D(i), z((e) => X(i, "aria-label", e), [() => n.say("viewer_channel")]), K(e, i), k();
}
W(["click"]);
// src/draw/series.ts
function Xs(e, t) {
	let n = "", r = !1;
	return e.forEach((i, a) => {
		if (i === null) {
			r = !1;
			return;
		}
		let o = 100 * (a + .5) / e.length, s = 100 - 100 * i / (t || 1);
		n += `${r ? "L" : "M"}${o.toFixed(2)} ${s.toFixed(2)}`, r = !0;
	}), n;
}
var Zs = (e, t) => e.map((n, r) => n === null ? "" : `M${(100 * (r + .5) / e.length).toFixed(3)} 100V${(100 - 100 * n / (t || 1)).toFixed(2)}`).join(""), Qs = (...e) => e.flat().reduce((e, t) => t !== null && t > e ? t : e, 0);
function $s(e) {
	let t = (e - 1) / 2, n = (e) => e === 0 ? "1" : `${2 ** e}–${2 ** (e + 1) - 1}`, r = Array.from({ length: t }, (e, n) => t - 1 - n).map((e) => ({
		bin: e,
		name: n(e),
		side: -1
	})), i = Array.from({ length: t }, (e, r) => ({
		bin: t + 1 + r,
		name: n(r),
		side: 1
	}));
	return [
		...r,
		{
			bin: t,
			name: "0",
			side: 0
		},
		...i
	];
}
function ec(e, ...t) {
	let n = (e) => t.some((t) => (t[e.bin] ?? 0) > 0), r = e.findIndex(n), i = e.findLastIndex(n);
	return r < 0 ? [] : e.slice(r, i + 1);
}
// src/panels/BarChart.svelte
var tc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), nc = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-co76v6",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), rc = /* @__PURE__ */ G([["span", { class: "chance svelte-co76v6" }]]), ic = /* @__PURE__ */ G([[
	"span",
	{ class: "bar svelte-co76v6" },
	[
		"span",
		{ class: "room svelte-co76v6" },
		["span", { class: "fill svelte-co76v6" }],
		,
	],
	" ",
	[
		"span",
		{ class: "name svelte-co76v6" },
		" "
	]
]]), ac = /* @__PURE__ */ G([
	["div", {
		class: "bars svelte-co76v6",
		role: "img"
	}],
	" ",
	[
		"p",
		{ class: "note axis svelte-co76v6" },
		" "
	]
], 1), oc = /* @__PURE__ */ G([[
	"figure",
	{ class: "svelte-co76v6" },
	[
		"figcaption",
		{ class: "svelte-co76v6" },
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	,
]]);
function sc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => Math.max(1e-9, ...t.bars.map((e) => Math.max(e.value, e.chance ?? 0)))), i = (e) => e.chance === null ? `${e.name}: ${$(e.value, n.state.language)}` : n.say("viewer_bar", {
		name: e.name,
		value: $(e.value, n.state.language),
		chance: $(e.chance, n.state.language)
	});
	var a = oc(), o = P(a), s = P(o), c = I(L(s));
	D(o);
	var l = L(o, 2), u = (e) => {
		var r = nc(), i = P(r), a = P(i), o = P(a), s = P(o), c = I(s, !0), l = L(s), u = I(l, !0), d = I(L(l), !0);
		D(o), D(a);
		var f = L(a);
		Y(f, 21, () => t.bars, Gr, (e, t) => {
			var r = tc(), i = P(r), a = I(i, !0), o = L(i), s = I(o, !0), c = I(L(o), !0);
			D(r), z((e, n) => {
				q(a, H(t).name), q(s, e), q(c, n);
			}, [() => $(H(t).value, n.state.language), () => H(t).chance === null ? "–" : $(H(t).chance, n.state.language)]), K(e, r);
		}), D(f), D(i), D(r), z((e) => {
			X(r, "aria-label", t.title), q(c, t.axis), q(u, t.title), q(d, e);
		}, [() => n.say("viewer_chance")]), K(e, r);
	}, d = (e) => {
		var a = ac(), o = F(a);
		Y(o, 21, () => t.bars, Gr, (e, t) => {
			var n = ic(), a = P(n), o = P(a);
			let s;
			var c = L(o), l = (e) => {
				var n = rc();
				let i;
				z(() => i = di(n, "", i, { bottom: `${100 * H(t).chance / H(r)}%` })), K(e, n);
			};
			J(c, (e) => {
				H(t).chance !== null && e(l);
			}), D(a);
			var u = I(L(a, 2), !0);
			D(n), z((e) => {
				X(n, "title", e), s = di(o, "", s, { height: `${100 * H(t).value / H(r)}%` }), q(u, H(t).name);
			}, [() => i(H(t))]), K(e, n);
		}), D(o);
		var s = I(L(o, 2));
		z((e, n, r) => {
			X(o, "aria-label", e), q(s, `${t.axis ?? ""} · ${n ?? ""} · ${r ?? ""}`);
		}, [
			() => `${t.title}. ${t.bars.filter((e) => e.value >= H(r) / 4).map(i).join("; ")}`,
			() => n.say("viewer_chance_line"),
			() => n.say("viewer_highest_bar", { value: $(H(r), n.state.language) })
		]), K(e, a);
	};
	J(l, (e) => {
		n.state.is_table ? e(u) : e(d, -1);
	}), D(a), z(() => {
		q(s, `${t.title ?? ""} `), q(c, `(${t.unit ?? ""})`);
	}), K(e, a), k();
}
// src/panels/SeriesChart.svelte
var cc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), lc = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-kzpw34",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), uc = /* @__PURE__ */ G([["path", { class: "largest svelte-kzpw34" }]], 4), dc = /* @__PURE__ */ G([["path", { class: "chance svelte-kzpw34" }]], 4), fc = /* @__PURE__ */ G([["line", {
	class: "at svelte-kzpw34",
	y1: "0",
	y2: "100"
}]], 4), pc = /* @__PURE__ */ G([
	[
		"svg",
		{
			viewBox: "0 0 100 100",
			preserveAspectRatio: "none",
			role: "slider",
			tabindex: "0",
			class: "svelte-kzpw34"
		},
		,
		,
		["path", { class: "mean svelte-kzpw34" }],
		,
	],
	" ",
	[
		"p",
		{ class: "note axis svelte-kzpw34" },
		" "
	]
], 1), mc = /* @__PURE__ */ G([[
	"figure",
	{ class: "svelte-kzpw34" },
	[
		"figcaption",
		{ class: "svelte-kzpw34" },
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	,
]]);
function hc(e, t) {
	O(t, !0);
	let n = Li(t, "chance", 3, null), r = Q(), i = /* @__PURE__ */ A(() => Qs(t.series.mean, t.series.largest, n()?.mean ?? [])), a = /* @__PURE__ */ A(() => H(i) >= 10 ? 1 : 3), o = /* @__PURE__ */ M(null), s = (e) => e == null ? "–" : eo(e, H(a), r.state.language), c = (e) => r.say("viewer_stretch", {
		from: e * t.series.cell_tokens,
		to: (e + 1) * t.series.cell_tokens - 1,
		mean: s(t.series.mean[e]),
		largest: s(t.series.largest[e])
	});
	function l(e) {
		let n = {
			ArrowLeft: -1,
			ArrowRight: 1
		}[e.key];
		if (n !== void 0 || e.key === "Enter") {
			if (e.preventDefault(), e.key === "Enter") return t.onpick((H(o) ?? 0) * t.series.cell_tokens);
			N(o, Math.min(Math.max((H(o) ?? 0) + (n ?? 0), 0), t.series.mean.length - 1), !0), r.said = c(H(o));
		}
	}
	function u(e) {
		let n = e.currentTarget.getBoundingClientRect();
		N(o, Math.min(Math.max(Math.floor((e.clientX - n.left) / n.width * t.series.mean.length), 0), t.series.mean.length - 1), !0);
	}
	var d = mc(), f = P(d), p = P(f), m = I(L(p));
	D(f);
	var h = L(f, 2), g = (e) => {
		var n = lc(), i = P(n), a = P(i), o = P(a), c = P(o), l = I(c, !0), u = L(c), d = I(u, !0), f = I(L(u), !0);
		D(o), D(a);
		var p = L(a);
		Y(p, 21, () => t.series.mean, Gr, (e, n, r) => {
			var i = cc(), a = P(i), o = I(a, !0), c = L(a), l = I(c, !0), u = I(L(c), !0);
			D(i), z((e, n) => {
				q(o, r * t.series.cell_tokens), q(l, e), q(u, n);
			}, [() => s(H(n)), () => s(t.series.largest[r])]), K(e, i);
		}), D(p), D(i), D(n), z((e, r) => {
			X(n, "aria-label", t.title), q(l, t.axis), q(d, e), q(f, r);
		}, [() => r.say("viewer_mean_short"), () => r.say("viewer_largest")]), K(e, n);
	}, _ = (e) => {
		var a = pc(), d = F(a);
		X(d, "aria-valuemin", 0);
		var f = P(d), p = (e) => {
			var n = uc();
			z((e) => X(n, "d", e), [() => Xs(t.series.largest, H(i))]), K(e, n);
		};
		J(f, (e) => {
			t.series.cell_tokens > 1 && e(p);
		});
		var m = L(f), h = (e) => {
			var t = dc();
			z((e) => X(t, "d", e), [() => Xs(n().mean, H(i))]), K(e, t);
		};
		J(m, (e) => {
			n() && e(h);
		});
		var g = L(m), _ = L(g), v = (e) => {
			var n = fc();
			z(() => {
				X(n, "x1", 100 * (H(o) + .5) / t.series.mean.length), X(n, "x2", 100 * (H(o) + .5) / t.series.mean.length);
			}), K(e, n);
		};
		J(_, (e) => {
			H(o) !== null && e(v);
		}), D(d);
		var y = I(L(d, 2), !0);
		z((e, n, r) => {
			X(d, "aria-label", t.title), X(d, "aria-valuemax", t.series.mean.length - 1), X(d, "aria-valuenow", H(o) ?? 0), X(d, "aria-valuetext", e), X(g, "d", n), q(y, r);
		}, [
			() => c(H(o) ?? 0),
			() => Xs(t.series.mean, H(i)),
			() => H(o) === null ? `${t.axis} · ${r.say("viewer_highest_bar", { value: s(H(i)) })}` : c(H(o))
		]), U("keydown", d, l), U("pointermove", d, u), wr("pointerleave", d, () => N(o, null)), U("click", d, () => H(o) !== null && t.onpick(H(o) * t.series.cell_tokens)), K(e, a);
	};
	J(h, (e) => {
		r.state.is_table ? e(g) : e(_, -1);
	}), D(d), z(() => {
		q(p, `${t.title ?? ""} `), q(m, `(${t.unit ?? ""})`);
	}), K(e, d), k();
}
W([
	"keydown",
	"pointermove",
	"click"
]);
// src/panels/HeadCharts.svelte
var gc = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), _c = /* @__PURE__ */ G([[
	"section",
	{ class: "panel charts svelte-1r76jp2" },
	,
	" ",
	,
	" ",
	,
]]);
function vc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.page.profile), i = /* @__PURE__ */ A(() => H(r) ? ec($s(H(r).mass.length), H(r).mass, H(r).chance) : []), a = /* @__PURE__ */ A(() => H(i).map((e) => ({
		name: e.side < 0 ? `−${e.name}` : e.side > 0 ? `+${e.name}` : "0",
		value: H(r)?.mass[e.bin] ?? 0,
		chance: H(r)?.chance[e.bin] ?? null
	}))), o = /* @__PURE__ */ A(() => (H(r)?.offsets ?? []).map((e, t) => ({
		name: e > 0 ? `+${e}` : String(e).replace("-", "−"),
		value: H(r)?.offset_mass[t] ?? 0,
		chance: H(r)?.offset_chance[t] ?? null
	})));
	var s = _c(), c = P(s), l = (e) => {
		var t = gc(), r = F(t);
		{
			let e = /* @__PURE__ */ A(() => n.say("viewer_profile")), t = /* @__PURE__ */ A(() => n.say("viewer_distance_axis")), i = /* @__PURE__ */ A(() => n.say("viewer_share_of_row"));
			sc(r, {
				get title() {
					return H(e);
				},
				get axis() {
					return H(t);
				},
				get unit() {
					return H(i);
				},
				get bars() {
					return H(a);
				}
			});
		}
		var i = L(r, 2);
		{
			let e = /* @__PURE__ */ A(() => n.say("viewer_offsets")), t = /* @__PURE__ */ A(() => n.say("viewer_offset_axis")), r = /* @__PURE__ */ A(() => n.say("viewer_share_of_row"));
			sc(i, {
				get title() {
					return H(e);
				},
				get axis() {
					return H(t);
				},
				get unit() {
					return H(r);
				},
				get bars() {
					return H(o);
				}
			});
		}
		K(e, t);
	};
	J(c, (e) => {
		H(r) && e(l);
	});
	var u = L(c, 2), d = (e) => {
		{
			let r = /* @__PURE__ */ A(() => n.say("viewer_entropy")), i = /* @__PURE__ */ A(() => n.say("query")), a = /* @__PURE__ */ A(() => n.say("unit_bits"));
			hc(e, {
				get title() {
					return H(r);
				},
				get axis() {
					return H(i);
				},
				get unit() {
					return H(a);
				},
				get series() {
					return t.page.entropy_bits;
				},
				onpick: (e) => n.go({ query: e })
			});
		}
	};
	J(u, (e) => {
		t.page.entropy_bits && e(d);
	});
	var f = L(u, 2), p = (e) => {
		{
			let r = /* @__PURE__ */ A(() => n.say("viewer_received")), i = /* @__PURE__ */ A(() => n.say("key")), a = /* @__PURE__ */ A(() => n.say("viewer_received_unit"));
			hc(e, {
				get title() {
					return H(r);
				},
				get axis() {
					return H(i);
				},
				get unit() {
					return H(a);
				},
				get series() {
					return t.page.received;
				},
				get chance() {
					return t.page.received_chance;
				},
				onpick: (e) => n.go({ key: e })
			});
		}
	};
	J(f, (e) => {
		t.page.received && e(p);
	}), D(s), K(e, s), k();
}
// src/panels/HeadEdges.svelte
var yc = /* @__PURE__ */ G([[
	"span",
	{ class: "note" },
	" "
]]), bc = /* @__PURE__ */ G([[
	"li",
	null,
	[
		"button",
		{ type: "button" },
		[
			"bdi",
			null,
			" "
		],
		" ",
		[
			"span",
			{ class: "note" },
			" "
		],
		" → ",
		[
			"bdi",
			null,
			" "
		],
		" ",
		[
			"span",
			{ class: "note" },
			" "
		],
		" ",
		[
			"span",
			{ class: "mono" },
			" "
		],
		,
	]
]]), xc = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	["ul", { class: "svelte-1t7lqgr" }]
]]);
function Sc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(t.head)), i = (e, t) => n.labels?.sides[e ?? ""]?.tokens[t] ?? "";
	var a = Mr(), o = F(a), s = (e) => {
		var a = xc(), o = P(a), s = I(o, !0), c = L(o, 2);
		Y(c, 21, () => t.edges, Gr, (e, a) => {
			var o = /* @__PURE__ */ A(() => m(H(a), 4));
			let s = () => H(o)[0], c = () => H(o)[1], l = () => H(o)[2], u = () => H(o)[3];
			var d = bc(), f = P(d);
			let p;
			var h = P(f), g = I(h, !0), _ = L(h, 2), v = I(_, !0), y = L(_, 2), b = I(y, !0), x = L(y, 2), S = I(x, !0), C = L(x, 2), w = I(C, !0), ee = L(C), te = (e) => {
				var t = yc(), r = I(t, !0);
				z((e) => q(r, e), [() => n.say("label_sink")]), K(e, t);
			};
			J(ee, (e) => {
				u() && e(te);
			}), D(f), D(d), z((e, t, r) => {
				X(f, "aria-pressed", n.state.query === s() && n.state.key === c()), p = li(f, 1, "svelte-1t7lqgr", null, p, { sink: u() }), q(g, e), q(v, s()), q(b, t), q(S, c()), q(w, r);
			}, [
				() => i(H(r)?.query_side, s()),
				() => i(H(r)?.key_side, c()),
				() => $(l(), n.state.language)
			]), wr("pointerenter", f, () => n.point({
				head: t.head,
				query: s(),
				key: c()
			})), wr("pointerleave", f, () => n.point(null)), U("click", f, () => n.go({
				query: s(),
				key: c()
			})), K(e, d);
		}), D(c), D(a), z((e) => q(s, e), [() => n.say("viewer_edges")]), K(e, a);
	};
	J(o, (e) => {
		t.edges.length && e(s);
	}), K(e, a), k();
}
W(["click"]);
// src/panels/HeadReadings.svelte
var Cc = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), wc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), Tc = /* @__PURE__ */ G([[
	"table",
	null,
	[
		"thead",
		null,
		[
			"tr",
			null,
			[
				"th",
				{ scope: "col" },
				" "
			],
			[
				"th",
				{ scope: "col" },
				" "
			],
			["th", { scope: "col" }]
		]
	],
	["tbody"]
]]), Ec = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Dc(e, t) {
	O(t, !0);
	let n = Q();
	var r = Mr();
	Y(F(r), 17, () => t.readings, (e) => e.name, (e, t) => {
		var r = Ec(), i = P(r), a = I(i, !0), o = L(i, 2);
		Y(o, 17, () => n.told(H(t).lines) ?? [], Gr, (e, t) => {
			var n = Cc(), r = I(n, !0);
			z(() => q(r, H(t))), K(e, n);
		});
		var s = L(o, 2), c = (e) => {
			var r = Tc(), i = P(r), a = P(i), o = P(a), s = I(o, !0), c = I(L(o), !0);
			De(), D(a), D(i);
			var l = L(i);
			Y(l, 21, () => n.told(H(t).bars) ?? [], Gr, (e, t) => {
				var r = /* @__PURE__ */ A(() => m(H(t), 3));
				let i = () => H(r)[0], a = () => H(r)[1], o = () => H(r)[2];
				var s = wc(), c = P(s), l = I(c, !0), u = L(c), d = I(u, !0), f = I(L(u), !0);
				D(s), z((e, t) => {
					q(l, i()), q(d, e), q(f, t);
				}, [() => eo(a(), 2, n.state.language), () => o() ? n.say("viewer_earned") : ""]), K(e, s);
			}), D(l), D(r), z((e, t) => {
				q(s, e), q(c, t);
			}, [() => n.say("viewer_role"), () => n.say("viewer_lift")]), K(e, r);
		}, l = /* @__PURE__ */ A(() => n.told(H(t).bars)?.length);
		J(s, (e) => {
			H(l) && e(c);
		}), D(r), z((e) => q(a, e), [() => n.told(H(t).heading)]), K(e, r);
	}), K(e, r), k();
}
// src/panels/HeadRows.svelte
var Oc = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), kc = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-7a0i0a" },
	[
		"button",
		{
			type: "button",
			class: "svelte-7a0i0a"
		},
		" "
	]
]]), Ac = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	["ul", { class: "svelte-7a0i0a" }]
]]);
function jc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(t.page.head)), i = (e) => t.page.rows_unit === "token" ? e : n.labels?.sides[H(r)?.query_side ?? ""]?.words[e]?.[1] ?? e;
	var a = Mr(), o = F(a), s = (e) => {
		var r = Ac(), a = P(r), o = I(a, !0), s = L(a, 2), c = (e) => {
			var t = Oc(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_rows_of_tokens")]), K(e, t);
		};
		J(s, (e) => {
			t.page.rows_unit === "token" && e(c);
		});
		var l = L(s, 2);
		Y(l, 21, () => t.page.rows, ([e, t, , n]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 4));
			let a = () => H(r)[0], o = () => H(r)[1], s = () => H(r)[3];
			var c = kc(), l = P(c), u = I(l, !0);
			D(c), z((e, t) => {
				X(c, "data-verdict", o()), X(l, "aria-pressed", e), q(u, t);
			}, [() => n.state.query === i(a()), () => n.told(s())]), U("click", l, () => n.go({ query: i(a()) })), K(e, c);
		}), D(l), D(r), z((e) => q(o, e), [() => n.say("viewer_rows")]), K(e, r);
	};
	J(o, (e) => {
		t.page.rows.length && e(s);
	}), K(e, a), k();
}
W(["click"]);
// src/panels/HeadTwins.svelte
var Mc = /* @__PURE__ */ G([[
	"span",
	{ class: "line" },
	[
		"button",
		{ type: "button" },
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	[
		"button",
		{ type: "button" },
		"⇄"
	]
]]), Nc = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	["p", { class: "line" }],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
]]);
function Pc(e, t) {
	O(t, !0);
	let n = Q();
	var r = Mr(), i = F(r), a = (e) => {
		var r = Nc(), i = P(r), a = I(i, !0), o = L(i, 2);
		Y(o, 21, () => t.twins, ([e, t]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 2));
			let i = () => H(r)[0], a = () => H(r)[1];
			var o = Mc(), s = P(o), c = P(s), l = I(L(c), !0);
			D(s);
			var u = L(s, 2);
			D(o), z((e, t, n) => {
				q(c, `${i() ?? ""} `), q(l, e), X(u, "aria-label", t), X(u, "title", n);
			}, [
				() => $a(a(), n.state.language),
				() => n.say("viewer_compare_head", { head: i() }),
				() => n.say("viewer_compare_head", { head: i() })
			]), U("click", s, (e) => n.go(e.shiftKey ? {
				screen: "compare",
				against: i()
			} : { heads: [i()] })), U("click", u, () => n.go({
				screen: "compare",
				against: i()
			})), K(e, o);
		}), D(o);
		var s = I(L(o, 2), !0);
		D(r), z((e, t) => {
			q(a, e), q(s, t);
		}, [() => n.say("viewer_twins"), () => n.say("viewer_twins_note")]), K(e, r);
	};
	J(i, (e) => {
		t.twins.length && e(a);
	}), K(e, r), k();
}
W(["click"]);
// src/panels/WholeMatrix.svelte
var Fc = /* @__PURE__ */ G([
	["canvas", {
		tabindex: "0",
		role: "application",
		class: "svelte-1m7lqdx"
	}],
	" ",
	[
		"p",
		{
			class: "note read svelte-1m7lqdx",
			dir: "auto"
		},
		" "
	]
], 1), Ic = /* @__PURE__ */ G([[
	"div",
	{ class: "whole svelte-1m7lqdx" },
	,
]]);
function Lc(e, t) {
	O(t, !0);
	let n = Li(t, "size", 3, 560), r = Li(t, "hasLabels", 3, !0), i = Q(), a = /* @__PURE__ */ A(() => i.siteOf(t.head)), o = /* @__PURE__ */ A(() => i.labels?.sides[H(a)?.query_side ?? ""]?.tokens ?? []), s = /* @__PURE__ */ A(() => i.labels?.sides[H(a)?.key_side ?? ""]?.tokens ?? []), c = /* @__PURE__ */ A(() => is(H(o).length, H(s).length)), l = Z(i.source, () => H(o).length ? Gi(i.state.run, "tile", t.head, i.state.text, H(c), 0, 0, i.state.channel) : null), u = /* @__PURE__ */ M(null), d = /* @__PURE__ */ M(void 0), f = /* @__PURE__ */ M(null), p = /* @__PURE__ */ M(0);
	R(() => {
		let e = l.answer?.array;
		e && Bi(e).then((t) => {
			e === l.answer?.array && N(u, t);
		});
	}), R(() => {
		if (!H(d) || !H(u) || H(p) === 0) return;
		let e = r() && H(c) === 0 && Math.max(H(u).rows, H(u).columns) <= 64, t = getComputedStyle(H(d)).fontFamily;
		N(f, Ua(H(d), H(u), e ? {
			queries: H(o),
			keys: H(s)
		} : null, {
			room: Math.min(H(p), 900),
			size: n(),
			font: t
		}));
	});
	let m = /* @__PURE__ */ A(() => H(u) ? La(Ia(H(u), Oa(i.state, i.start.ramps))) : null);
	R(() => {
		if (!H(d) || !H(f) || !H(u) || !H(m) || !i.state.theme) return;
		let e = getComputedStyle(H(d)), t = 1 << H(c);
		Wa(H(d), H(u), H(m), H(f), e);
		let n = (e) => e === null ? null : Math.floor(e / t);
		qa(H(d), H(f), {
			query: n(i.state.query),
			key: n(i.state.key)
		}, {
			query: n(i.hover.query),
			key: n(i.hover.key)
		}, e);
	});
	let h = (e, t) => {
		let n = t << H(c), r = Math.min((t + 1 << H(c)) - 1, e.length - 1);
		return n === r ? `“${e[n] ?? ""}”` : `${n}–${r}`;
	};
	function g(e, t) {
		let n = H(u)?.values[e * (H(u)?.columns ?? 0) + t] ?? NaN;
		if (Number.isNaN(n)) return i.say("viewer_cell_masked", {
			query: h(H(o), e),
			key: h(H(s), t)
		});
		let r = l.answer?.array.encoding === "log8" || !l.answer?.is_exact ? "≈" : "";
		return i.say(H(c) === 0 ? "viewer_cell" : `viewer_cell_${i.state.channel}`, {
			query: h(H(o), e),
			key: h(H(s), t),
			weight: r + $(n, i.state.language)
		});
	}
	function _(e) {
		if (!H(d) || !H(f) || !H(u)) return null;
		let t = H(d).getBoundingClientRect(), n = Math.floor((e.clientY - t.top - H(f).top) / H(f).cell), r = Math.floor((e.clientX - t.left - H(f).left) / H(f).cell);
		return n >= 0 && r >= 0 && n < H(u).rows && r < H(u).columns ? [n, r] : null;
	}
	function v(e) {
		let n = _(e);
		i.point(n ? {
			head: t.head,
			query: n[0] << H(c),
			key: n[1] << H(c)
		} : null);
	}
	function y(e) {
		let t = _(e);
		t && i.go({
			query: t[0] << H(c),
			key: t[1] << H(c)
		});
	}
	function b(e) {
		let n = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key];
		if (!H(u) || !n && e.key !== "Enter") return;
		e.preventDefault();
		let r = (i.hover.query ?? i.state.query ?? 0) >> H(c), a = (i.hover.key ?? i.state.key ?? 0) >> H(c);
		if (!n) return i.go({
			query: r << H(c),
			key: a << H(c)
		});
		let o = (e, t) => Math.min(Math.max(e, 0), t - 1), s = [o(r + (n[0] ?? 0), H(u).rows), o(a + (n[1] ?? 0), H(u).columns)];
		i.point({
			head: t.head,
			query: s[0] << H(c),
			key: s[1] << H(c)
		}), i.said = g(...s);
	}
	let x = /* @__PURE__ */ A(() => i.hover.query === null || i.hover.key === null || !H(u) ? "" : g(i.hover.query >> H(c), i.hover.key >> H(c)));
	var S = Ic(), C = P(S), w = (e) => {
		mo(e, {
			get missing() {
				return l.missing;
			},
			get failed() {
				return l.failed;
			}
		});
	}, ee = (e) => {
		co(e, {
			get matrix() {
				return H(u);
			},
			get level() {
				return H(c);
			},
			get queries() {
				return H(o);
			},
			get keys() {
				return H(s);
			}
		});
	}, te = (e) => {
		var n = Fc(), r = F(n);
		Ni(r, (e) => N(d, e), () => H(d));
		var a = L(r, 2), o = I(a, !0);
		z((e, t) => {
			X(r, "aria-label", e), q(o, t), a.dir = a.dir;
		}, [() => i.say("viewer_matrix_of", { head: t.head }), () => H(x) || (l.answer && !l.answer.is_exact ? i.say("viewer_not_exact") : H(c) > 0 ? i.say(`viewer_coarse_${i.state.channel}`, { count: 1 << H(c) }) : " ")]), U("pointermove", r, v), wr("pointerleave", r, () => i.point(null)), U("click", r, y), U("keydown", r, b), U("dblclick", r, () => i.go({
			screen: "matrix",
			heads: [t.head]
		})), K(e, n);
	};
	J(C, (e) => {
		l.missing || l.failed ? e(w) : i.state.is_table && H(u) ? e(ee, 1) : e(te, -1);
	}), D(S), ji(S, "clientWidth", (e) => N(p, e)), K(e, S), k();
}
W([
	"pointermove",
	"click",
	"keydown",
	"dblclick"
]);
// src/panels/Head.svelte
var Rc = /* @__PURE__ */ G([[
	"dt",
	null,
	" "
], [
	"dd",
	{ class: "svelte-1rkwryd" },
	" "
]], 1), zc = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Bc = /* @__PURE__ */ G([[
	"div",
	{ class: "beside svelte-1rkwryd" },
	,
	" ",
	[
		"section",
		{ class: "panel" },
		[
			"h3",
			null,
			" "
		],
		" ",
		["dl", { class: "svelte-1rkwryd" }]
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
]]), Vc = /* @__PURE__ */ G([[
	"div",
	{ class: "head svelte-1rkwryd" },
	[
		"section",
		{
			class: "panel",
			"aria-labelledby": "head-heading"
		},
		[
			"div",
			{ class: "line apart" },
			[
				"h2",
				{
					id: "head-heading",
					class: "line"
				},
				,
				" "
			],
			" ",
			[
				"div",
				{ class: "line" },
				,
				" ",
				,
				" ",
				[
					"button",
					{
						type: "button",
						"aria-keyshortcuts": "t"
					},
					" "
				],
				" ",
				[
					"button",
					{ type: "button" },
					" "
				]
			]
		],
		" ",
		[
			"p",
			null,
			" "
		],
		" ",
		,
	],
	" ",
	,
	" ",
	,
]]);
function Hc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(n.head)), i = /* @__PURE__ */ A(() => n.overview?.heads.find((e) => e.head === n.head)), a = /* @__PURE__ */ A(() => n.overview?.texts[n.state.text]?.tokens ?? {}), o = /* @__PURE__ */ A(() => H(r) !== void 0 && is(H(a)[H(r).query_side] ?? 0, H(a)[H(r).key_side] ?? 0) > 0), s = Z(n.source, () => n.state.run && n.head ? n.of("head", n.head, n.state.text) : null);
	var c = Mr(), l = F(c), u = (e) => {
		var t = Vc(), r = P(t), a = P(r), c = P(a), l = P(c);
		{
			let e = /* @__PURE__ */ A(() => H(i).evidence === "low");
			Ts(l, {
				get label() {
					return H(i).label;
				},
				get isLow() {
					return H(e);
				}
			});
		}
		var u = L(l);
		D(c);
		var d = L(c, 2), f = P(d);
		Jo(f, {});
		var p = L(f, 2), h = (e) => {
			Ys(e, {});
		};
		J(p, (e) => {
			H(o) && e(h);
		});
		var g = L(p, 2), _ = I(g, !0), v = L(g, 2), y = I(v, !0);
		D(d), D(a);
		var b = L(a, 2), x = I(b, !0);
		Lc(L(b, 2), { get head() {
			return H(i).head;
		} }), D(r);
		var S = L(r, 2), C = (e) => {
			mo(e, {
				get missing() {
					return s.missing;
				},
				get failed() {
					return s.failed;
				}
			});
		};
		J(S, (e) => {
			(s.missing || s.failed) && e(C);
		});
		var w = L(S, 2), ee = (e) => {
			var t = Bc(), r = P(t);
			vc(r, { get page() {
				return s.answer;
			} });
			var a = L(r, 2), o = P(a), c = I(o, !0), l = L(o, 2);
			Y(l, 21, () => Object.entries(n.told(s.answer.statistics) ?? {}), ([e, t]) => e, (e, t) => {
				var r = /* @__PURE__ */ A(() => m(H(t), 2));
				let i = () => H(r)[0], a = () => H(r)[1];
				var o = Rc(), s = F(o), c = I(s, !0), l = I(L(s), !0);
				z((e) => {
					q(c, e), q(l, a());
				}, [() => n.say(i())]), K(e, o);
			}), D(l), D(a);
			var u = L(a, 2);
			Sc(u, {
				get edges() {
					return s.answer.edges;
				},
				get head() {
					return H(i).head;
				}
			});
			var d = L(u, 2);
			jc(d, { get page() {
				return s.answer;
			} });
			var f = L(d, 2);
			Dc(f, { get readings() {
				return s.answer.readings;
			} });
			var p = L(f, 2);
			Pc(p, { get twins() {
				return H(i).twins;
			} });
			var h = L(p, 2), g = (e) => {
				var t = zc(), r = I(t, !0);
				z((e) => q(r, e), [() => n.told(s.answer.note)]), K(e, t);
			}, _ = /* @__PURE__ */ A(() => n.told(s.answer.note));
			J(h, (e) => {
				H(_) && e(g);
			}), D(t), z((e) => q(c, e), [() => n.say("viewer_statistics")]), K(e, t);
		};
		J(w, (e) => {
			s.answer && e(ee);
		}), D(t), z((e, t, r) => {
			q(u, ` ${H(i).head ?? ""}`), X(g, "aria-pressed", n.state.is_table), q(_, e), q(y, t), q(x, r);
		}, [
			() => n.say("page_table"),
			() => n.say("viewer_zoom"),
			() => n.told(H(i).claim)
		]), U("click", g, () => n.go({ is_table: !n.state.is_table })), U("click", v, () => n.go({
			screen: "matrix",
			heads: [H(i).head]
		})), K(e, t);
	};
	J(l, (e) => {
		H(i) && e(u);
	}), K(e, c), k();
}
W(["click"]);
// src/panels/RowBars.svelte
var Uc = /* @__PURE__ */ G([[
	"li",
	null,
	[
		"button",
		{
			type: "button",
			class: "svelte-1r76r65"
		},
		["span", { class: "fill svelte-1r76r65" }],
		" ",
		[
			"bdi",
			{ class: "svelte-1r76r65" },
			" "
		],
		[
			"span",
			{ class: "note" },
			" "
		],
		[
			"span",
			{ class: "mono" },
			" "
		]
	]
]]), Wc = /* @__PURE__ */ G([
	["ul", { class: "svelte-1r76r65" }],
	" ",
	[
		"p",
		{ class: "note" },
		,
		" ",
		,
	]
], 1), Gc = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1);
function Kc(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => n.of(t.axis === "query" ? "row" : "column", t.head, n.state.text, t.token)), i = /* @__PURE__ */ A(() => r.answer?.strongest.slice(0, 16) ?? []), a = /* @__PURE__ */ A(() => Math.max(1e-12, ...H(i).map(([, e]) => e))), o = /* @__PURE__ */ A(() => (r.answer?.total ?? 0) - H(i).reduce((e, [, t]) => e + t, 0)), s = (e) => n.labels?.sides[t.side]?.tokens[e] ?? "", c = (e) => n.go(t.axis === "query" ? { key: e } : { query: e });
	var l = Gc(), u = F(l), d = (e) => {
		mo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(u, (e) => {
		(r.missing || r.failed) && e(d);
	});
	var f = L(u, 2), p = (e) => {
		var l = Wc(), u = F(l);
		Y(u, 21, () => H(i), ([e, t]) => e, (e, r) => {
			var i = /* @__PURE__ */ A(() => m(H(r), 2));
			let o = () => H(i)[0], l = () => H(i)[1];
			var u = Uc(), d = P(u), f = P(d);
			let p;
			var h = L(f, 2), g = I(h, !0), _ = L(h), v = I(_, !0), y = I(L(_), !0);
			D(d), D(u), z((e, t) => {
				p = di(f, "", p, { width: `${100 * l() / H(a)}%` }), q(g, e), q(v, o()), q(y, t);
			}, [() => s(o()), () => $(l(), n.state.language)]), U("click", d, () => c(o())), wr("pointerenter", d, () => n.point(t.axis === "query" ? {
				head: t.head,
				query: t.token,
				key: o()
			} : {
				head: t.head,
				query: o(),
				key: t.token
			})), wr("pointerleave", d, () => n.point(null)), K(e, u);
		}), D(u);
		var d = L(u, 2), f = P(d), p = (e) => {
			var t = jr();
			z((e) => q(t, e), [() => n.say("viewer_only_strongest")]), K(e, t);
		}, h = (e) => {
			var t = jr();
			z((e) => q(t, e), [() => n.say("viewer_the_rest", {
				count: Za(r.answer.visible - H(i).length, n.state.language),
				weight: $(Math.max(0, H(o)), n.state.language)
			})]), K(e, t);
		};
		J(f, (e) => {
			r.answer.is_whole ? r.answer.visible > H(i).length && e(h, 1) : e(p);
		});
		var g = L(f, 2), _ = (e) => {
			var t = jr();
			z((e) => q(t, e), [() => n.say("viewer_column_total", { weight: $(r.answer.total, n.state.language) })]), K(e, t);
		};
		J(g, (e) => {
			t.axis === "key" && e(_);
		}), D(d), K(e, l);
	};
	J(f, (e) => {
		r.answer && e(p);
	}), K(e, l), k();
}
W(["click"]);
// src/panels/Inspector.svelte
var qc = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), Jc = /* @__PURE__ */ G([["p", { class: "line" }]]), Yc = /* @__PURE__ */ G([
	[
		"h3",
		{ class: "svelte-qi04ie" },
		" ",
		[
			"bdi",
			{ class: "svelte-qi04ie" },
			" "
		]
	],
	" ",
	,
], 1), Xc = /* @__PURE__ */ G([
	[
		"h3",
		{ class: "svelte-qi04ie" },
		" ",
		[
			"bdi",
			{ class: "svelte-qi04ie" },
			" "
		]
	],
	" ",
	,
], 1), Zc = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Qc = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), $c = /* @__PURE__ */ G([[
	"aside",
	{ class: "panel svelte-qi04ie" },
	[
		"h2",
		null,
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
]]);
function el(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.head), i = /* @__PURE__ */ A(() => n.siteOf(H(r))), a = (e, t) => n.labels?.sides[e ?? ""]?.tokens[t] ?? "";
	var o = $c(), s = P(o), c = I(s, !0), l = L(s, 2), u = (e) => {
		var t = Jc();
		Y(t, 22, () => n.state.heads, (e) => e, (e, t, r) => {
			var i = qc(), a = I(i, !0);
			z(() => {
				X(i, "aria-pressed", H(r) === 0), q(a, t);
			}), U("click", i, () => n.go({ heads: [t, ...n.state.heads.filter((e) => e !== t)] })), K(e, i);
		}), D(t), K(e, t);
	};
	J(l, (e) => {
		n.state.heads.length > 1 && e(u);
	});
	var d = L(l, 2), f = (e) => {
		var t = Yc(), o = F(t), s = P(o), c = I(L(s), !0);
		D(o);
		var l = L(o, 2);
		{
			let e = /* @__PURE__ */ A(() => H(i)?.key_side ?? "");
			Kc(l, {
				get head() {
					return H(r);
				},
				get token() {
					return n.state.query;
				},
				axis: "query",
				get side() {
					return H(e);
				}
			});
		}
		z((e, t) => {
			q(s, `${e ?? ""} `), q(c, t);
		}, [() => n.say("viewer_row_of", { query: n.state.query }), () => a(H(i)?.query_side, n.state.query)]), K(e, t);
	};
	J(d, (e) => {
		H(r) && n.state.query !== null && e(f);
	});
	var p = L(d, 2), m = (e) => {
		var t = Xc(), o = F(t), s = P(o), c = I(L(s), !0);
		D(o);
		var l = L(o, 2);
		{
			let e = /* @__PURE__ */ A(() => H(i)?.query_side ?? "");
			Kc(l, {
				get head() {
					return H(r);
				},
				get token() {
					return n.state.key;
				},
				axis: "key",
				get side() {
					return H(e);
				}
			});
		}
		z((e, t) => {
			q(s, `${e ?? ""} `), q(c, t);
		}, [() => n.say("viewer_column_of", { key: n.state.key }), () => a(H(i)?.key_side, n.state.key)]), K(e, t);
	};
	J(p, (e) => {
		H(r) && n.state.key !== null && e(m);
	});
	var h = L(p, 2), g = (e) => {
		var t = Zc(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_pin_help")]), K(e, t);
	};
	J(h, (e) => {
		n.state.query === null && n.state.key === null && e(g);
	});
	var _ = L(h, 2), v = (e) => {
		var t = Qc(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_shared_keys", {
			heads: H(i).heads,
			keys: H(i).key_heads
		})]), K(e, t);
	};
	J(_, (e) => {
		H(i) && H(i).key_heads < H(i).heads && e(v);
	});
	var y = L(_, 2), b = I(y, !0), x = I(L(y, 2), !0);
	D(o), z((e, t, n) => {
		X(o, "aria-label", e), q(c, H(r)), q(b, t), q(x, n);
	}, [
		() => n.say("viewer_inspector"),
		() => n.told(H(i)?.trust),
		() => n.told(n.overview?.faith)
	]), K(e, o), k();
}
W(["click"]);
var tl = (e) => e.to - e.from, nl = (e) => ({
	rows: {
		from: 0,
		to: e.rows
	},
	keys: {
		from: 0,
		to: e.keys
	}
});
function rl(e, t, n) {
	let r = Math.min(n, Math.max(Math.min(8, n), Math.round(t))), i = Math.min(Math.max(0, Math.round(e)), n - r);
	return {
		from: i,
		to: i + r
	};
}
var il = (e, t, n) => ({
	rows: e && e.from < n.rows ? rl(e.from, tl(e), n.rows) : {
		from: 0,
		to: n.rows
	},
	keys: t && t.from < n.keys ? rl(t.from, tl(t), n.keys) : {
		from: 0,
		to: n.keys
	}
});
function al(e, t, n, r) {
	let i = (e, n, r) => {
		let i = Math.min(r, Math.max(Math.min(8, r), tl(e) * t));
		return rl(e.from + n * (tl(e) - i), i, r);
	};
	return {
		rows: i(e.rows, n.y, r.rows),
		keys: i(e.keys, n.x, r.keys)
	};
}
var ol = (e, t, n, r) => ({
	rows: rl(e.rows.from + n * tl(e.rows), tl(e.rows), r.rows),
	keys: rl(e.keys.from + t * tl(e.keys), tl(e.keys), r.keys)
}), sl = (e, t, n, r, i) => ({
	rows: rl(t - r / 2, Math.min(r, tl(e.rows)), i.rows),
	keys: rl(n - r / 2, Math.min(r, tl(e.keys)), i.keys)
});
function cl(e, t, n, r) {
	let i = Math.max(tl(e.rows) / Math.max(1, t.height), tl(e.keys) / Math.max(1, t.width));
	return Math.min(Math.max(Math.floor(Math.log2(Math.max(i, 1))), n), Math.max(r, n));
}
function ll(e, t, n) {
	let r = 256 * 2 ** t, i = [], a = (e, t) => Math.floor((Math.min(t, e) - 1) / r);
	for (let o = Math.floor(e.rows.from / r); o <= a(n.rows, e.rows.to); o++) for (let s = Math.floor(e.keys.from / r); s <= a(n.keys, e.keys.to); s++) i.push({
		level: t,
		x: s,
		y: o
	});
	let o = {
		x: (e.keys.from + e.keys.to) / 2 / r - .5,
		y: (e.rows.from + e.rows.to) / 2 / r - .5
	};
	return i.sort((e, t) => Math.hypot(e.x - o.x, e.y - o.y) - Math.hypot(t.x - o.x, t.y - o.y));
}
var ul = (e, t, n) => (e - t.from) * n / tl(t), dl = (e, t, n) => Math.min(Math.max(Math.floor(t.from + e * tl(t) / Math.max(1, n)), t.from), t.to - 1);
function fl(e, t, n = 70) {
	let r = tl(e) * n / Math.max(1, t), i = 10 ** Math.floor(Math.log10(Math.max(r, 1))), a = [
		1,
		2,
		5,
		10
	].map((e) => e * i).find((e) => e >= r) ?? 10 * i, o = Math.ceil(e.from / a) * a;
	return Array.from({ length: Math.max(0, Math.ceil((e.to - o) / a)) }, (e, t) => o + t * a);
}
// src/draw/rulers.ts
var pl = {
	left: 104,
	top: 76
}, ml = 11, hl = 92;
function gl(e, t, n, r, i, a, o) {
	let s = t === "query", c = s ? pl.left : pl.top, l = a.getPropertyValue("--ink"), u = a.getPropertyValue("--quiet"), d = a.getPropertyValue("--line");
	e.save(), e.font = `11px ${a.fontFamily}`, e.textBaseline = "middle";
	let f = (e) => ul(e, r, i) + (s ? pl.top : pl.left), p = (t, n, r, i, a = hl) => {
		e.fillStyle = i, e.save(), s ? (e.textAlign = "right", e.fillText(Ha(e, t, a), c - r, n)) : (e.translate(n, c - r), e.rotate(-Math.PI / 4), e.textAlign = "left", e.fillText(Ha(e, t, a), 0, 0)), e.restore();
	}, m = i / (r.to - r.from);
	if ((n?.segments ?? []).forEach(([t, n, i], a) => {
		if (i <= r.from || n >= r.to) return;
		let o = Math.max(f(Math.max(n, r.from)), s ? pl.top : pl.left), l = f(Math.min(i, r.to));
		e.fillStyle = a % 2 ? d : u, s ? e.fillRect(c - 4, o, 3, Math.max(1, l - o)) : e.fillRect(o, c - 4, Math.max(1, l - o), 3), l - o > 60 && m < ml && p(t || String(a), (o + l) / 2, s ? 62 : 46, u, 40);
	}), m >= ml) for (let e = r.from; e < r.to; e++) p(n?.tokens[e] ?? String(e), f(e + .5), 8, l);
	else {
		let t = new Intl.NumberFormat(o);
		for (let n of fl(r, i, s ? 44 : 70)) {
			let r = f(n);
			e.fillStyle = d, s ? e.fillRect(c - 8, r, 8, 1) : e.fillRect(r, c - 8, 1, 8), p(t.format(n), r, 11, u);
		}
	}
	e.restore();
}
// src/draw/straighten.ts
var _l = (e, t, n) => Math.round((n + 1) ** (1 - e / Math.max(1, t - 1)) - 1), vl = (e, t, n) => (t - 1) * (1 - Math.log(e + 1) / Math.log(n + 1));
function yl(e, t, n) {
	let { finest: r, highest: i } = e.levels, a = Math.min(Math.max(Math.floor(Math.log2(Math.max(1, (t.to - t.from) / n.height))), r), i);
	for (let n = i; n >= a; n--) {
		let r = 256 * 2 ** n;
		for (let i = Math.floor(t.from / r); i <= Math.floor((t.to - 1) / r); i++) for (let t of [i, i - 1]) t >= 0 && t * r < e.extent.keys && i * r < e.extent.rows && e.ask({
			level: n,
			x: t,
			y: i
		});
	}
}
function bl(e, t, n, r) {
	let i = Math.max(1, Math.round(n.width)), a = Math.max(1, Math.round(n.height)), o = new ImageData(i, a), s = Math.max(1, e.extent.keys - 1), c = (t.to - t.from) / a, l = Na(r.ramp), u = Array.from({ length: i }, (e, t) => _l(t, i, s));
	for (let n = 0; n < a; n++) {
		let a = Math.min(t.to - 1, Math.floor(t.from + n * c));
		for (let t = 0; t < i; t++) {
			let s = a - (u[t] ?? 0);
			Pa(o.data, n * i + t, s < 0 ? 0 : e.at(a, s)?.value ?? 0, r, l);
		}
	}
	return o;
}
// src/draw/pane.ts
function xl(e, t) {
	let { size: n, view: r, store: i, look: a } = t, o = getComputedStyle(e), s = Ra(e, n.width + pl.left + 2, n.height + pl.top + 2);
	s && (s.save(), s.translate(pl.left, pl.top), s.beginPath(), s.rect(0, 0, n.width, n.height), s.clip(), s.fillStyle = o.getPropertyValue("--panel"), s.fillRect(0, 0, n.width, n.height), t.straight ? s.drawImage(t.straight, 0, 0, n.width, n.height) : (i.draw(s, r, n, t.level, a), Sl(s, t, t.hovered, o.getPropertyValue("--quiet"), 1), Sl(s, t, t.pinned, o.getPropertyValue("--accent"), 1.5)), s.restore(), s.strokeStyle = o.getPropertyValue("--line"), s.strokeRect(pl.left - .5, pl.top - .5, n.width + 1, n.height + 1), gl(s, "query", t.sides.query, r.rows, n.height, o, t.language), t.straight ? Cl(s, i.extent.keys - 1, n.width, o, t.language) : gl(s, "key", t.sides.key, r.keys, n.width, o, t.language));
}
function Sl(e, t, n, r, i) {
	let { size: a, view: o } = t;
	if (e.strokeStyle = r, e.lineWidth = i, e.beginPath(), n.query !== null) for (let t of [n.query, n.query + 1]) {
		let n = ul(t, o.rows, a.height);
		e.moveTo(0, n), e.lineTo(a.width, n);
	}
	if (n.key !== null) for (let t of [n.key, n.key + 1]) {
		let n = ul(t, o.keys, a.width);
		e.moveTo(n, 0), e.lineTo(n, a.height);
	}
	e.stroke();
}
function Cl(e, t, n, r, i) {
	let a = new Intl.NumberFormat(i);
	e.save(), e.font = `11px ${r.fontFamily}`, e.fillStyle = r.getPropertyValue("--quiet"), e.textAlign = "center";
	for (let r = 0; r <= t; r = r === 0 ? 1 : r * 4) {
		let i = pl.left + vl(r, n, Math.max(1, t));
		e.fillRect(i, pl.top - 8, 1, 8), e.fillText(r === 0 ? "0" : `−${a.format(r)}`, i, pl.top - 16);
	}
	e.restore();
}
// src/draw/tilestore.ts
var wl = 256, Tl = (e) => `${e.level}/${e.x}/${e.y}`, El = class {
	source;
	place;
	channel;
	extent;
	levels;
	arrived;
	held = /* @__PURE__ */ new Map();
	asked = /* @__PURE__ */ new Set();
	waiting = 0;
	lately = [];
	missing = null;
	failed = "";
	constructor(e, t, n, r, i, a) {
		this.source = e, this.place = t, this.channel = n, this.extent = r, this.levels = i, this.arrived = a;
	}
	want(e, t) {
		let { highest: n } = this.levels, r = [
			{
				level: n,
				x: 0,
				y: 0
			},
			...ll(e, Math.min(t + 2, n), this.extent),
			...ll(e, t, this.extent)
		];
		for (let e of r) this.ask(e);
	}
	get isWaiting() {
		return this.waiting > 0;
	}
	ask(e) {
		let t = Tl(e), { run: n, head: r, text: i } = this.place;
		if (this.held.has(t) || this.asked.has(t)) return;
		this.asked.add(t), this.waiting += 1;
		let a = Gi(n, "tile", r, i, e.level, e.x, e.y, this.channel);
		this.source.get(a).then(async (e) => {
			let n = {
				matrix: await Bi(e.array),
				isExact: e.is_exact,
				isCoded: e.array.encoding === "log8",
				painted: null,
				look: null
			};
			this.held.set(t, n), this.lately = [];
			for (let e of this.held.keys()) {
				if (this.held.size <= wl) break;
				this.held.delete(e), this.asked.delete(e);
			}
		}).catch((e) => {
			e instanceof Wi ? this.missing ??= e.missing : this.failed = String(e);
		}).finally(() => {
			--this.waiting, this.arrived();
		});
	}
	draw(e, t, n, r, i) {
		for (let a = this.levels.highest; a >= r; a--) for (let r of ll(t, a, this.extent)) {
			let a = this.held.get(Tl(r));
			a && this.drawTile(e, r, a, t, n, i);
		}
	}
	drawTile(e, t, n, r, i, a) {
		n.painted && n.look === a || (n.painted = La(Ia(n.matrix, a)), n.look = a);
		let o = 2 ** t.level, s = 256 * o, c = ul(t.x * s, r.keys, i.width), l = ul(t.y * s, r.rows, i.height), u = ul(t.x * s + n.matrix.columns * o, r.keys, i.width), d = ul(t.y * s + n.matrix.rows * o, r.rows, i.height);
		e.drawImage(n.painted, c, l, u - c, d - l);
	}
	at(e, t, n = 0) {
		for (let r = Math.max(n, this.levels.finest); r <= this.levels.highest; r++) {
			let n = 2 ** r, i = 256 * n, a = Math.floor(t / i), o = Math.floor(e / i), s = this.heldAt(r, a, o);
			if (!s) continue;
			let c = Math.floor((e - o * i) / n), l = Math.floor((t - a * i) / n);
			return {
				value: s.matrix.values[c * s.matrix.columns + l] ?? NaN,
				level: r,
				isExact: s.isExact,
				isCoded: s.isCoded
			};
		}
		return null;
	}
	heldAt(e, t, n) {
		let r = this.lately[e];
		if (r && r.x === t && r.y === n) return r.held;
		let i = this.held.get(Tl({
			level: e,
			x: t,
			y: n
		}));
		return this.lately[e] = {
			x: t,
			y: n,
			held: i
		}, i;
	}
	strongest(e, t, n) {
		return ll(e, t, this.extent).flatMap((n) => {
			let r = this.held.get(Tl(n)), i = 2 ** t, a = 256 * i;
			return r ? Array.from(r.matrix.values, (e, o) => ({
				query: n.y * a + Math.floor(o / r.matrix.columns) * i,
				key: n.x * a + o % r.matrix.columns * i,
				value: e,
				level: t
			})).filter((t) => t.value > 0 && t.query + i > e.rows.from && t.query < e.rows.to && t.key + i > e.keys.from && t.key < e.keys.to) : [];
		}).sort((e, t) => t.value - e.value).slice(0, n);
	}
}, Dl = /* @__PURE__ */ G([["canvas", {
	class: "map svelte-138fzq4",
	role: "img"
}]]);
function Ol(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(void 0), i = /* @__PURE__ */ A(() => Math.max(t.extent.rows, t.extent.keys, 1)), a = /* @__PURE__ */ A(() => ({
		width: Math.max(24, 120 * t.extent.keys / H(i)),
		height: Math.max(24, 120 * t.extent.rows / H(i))
	})), o = /* @__PURE__ */ A(() => t.view.rows.to - t.view.rows.from === t.extent.rows && t.view.keys.to - t.view.keys.from === t.extent.keys);
	R(() => {
		if (t.version, !H(r) || H(o)) return;
		let e = Ra(H(r), H(a).width, H(a).height), i = nl(t.extent), s = getComputedStyle(H(r));
		if (!e) return;
		t.store.draw(e, i, H(a), t.store.levels.highest, Oa(n.state, n.start.ramps));
		let c = ul(t.view.keys.from, i.keys, H(a).width), l = ul(t.view.rows.from, i.rows, H(a).height);
		e.strokeStyle = s.getPropertyValue("--warn"), e.lineWidth = 2, e.strokeRect(c, l, Math.max(3, ul(t.view.keys.to, i.keys, H(a).width) - c), Math.max(3, ul(t.view.rows.to, i.rows, H(a).height) - l));
	});
	function s(e) {
		if (!H(r) || e.buttons === 0) return;
		let n = H(r).getBoundingClientRect(), i = (e.clientY - n.top) / H(a).height * t.extent.rows, o = (e.clientX - n.left) / H(a).width * t.extent.keys;
		t.show(sl(t.view, i, o, t.view.rows.to - t.view.rows.from, t.extent));
	}
	var c = Mr(), l = F(c), u = (e) => {
		var t = Dl();
		Ni(t, (e) => N(r, e), () => H(r)), z((e) => X(t, "aria-label", e), [() => n.say("viewer_minimap")]), U("pointerdown", t, s), U("pointermove", t, s), K(e, t);
	};
	J(l, (e) => {
		H(o) || e(u);
	}), K(e, c), k();
}
W(["pointerdown", "pointermove"]);
// src/panels/TileTable.svelte
var kl = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Al = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-19ceemn",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]);
function jl(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.store.strongest(t.view, t.level, 100)), i = (e, n) => t.level === 0 ? `${n} ${e?.tokens[n] ?? ""}` : `${n}–${n + 2 ** t.level - 1}`;
	var a = Al(), o = P(a), s = P(o), c = P(s), l = P(c), u = I(l, !0), d = L(l), f = I(d, !0), p = I(L(d), !0);
	D(c), D(s);
	var m = L(s);
	Y(m, 21, () => H(r), (e) => `${e.query}/${e.key}`, (e, r) => {
		var a = kl(), o = P(a), s = I(P(o), !0);
		D(o);
		var c = L(o), l = I(P(c), !0);
		D(c);
		var u = I(L(c), !0);
		D(a), z((e, t, n) => {
			q(s, e), q(l, t), q(u, n);
		}, [
			() => i(t.sides.query, H(r).query),
			() => i(t.sides.key, H(r).key),
			() => $(H(r).value, n.state.language)
		]), K(e, a);
	}), D(m), D(o), D(a), z((e, t, n, r) => {
		X(a, "aria-label", e), q(u, t), q(f, n), q(p, r);
	}, [
		() => n.say("page_table"),
		() => n.say("query"),
		() => n.say("key"),
		() => n.say(`viewer_${n.state.channel}`)
	]), K(e, a), k();
}
// src/panels/MatrixPane.svelte
var Ml = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Nl = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Pl = /* @__PURE__ */ G([
	[
		"div",
		{ class: "picture svelte-1lkj0ti" },
		["canvas", {
			tabindex: "0",
			role: "application",
			class: "svelte-1lkj0ti"
		}],
		" ",
		,
	],
	" ",
	[
		"p",
		{
			class: "note read svelte-1lkj0ti",
			dir: "auto"
		},
		" "
	],
	" ",
	,
	" ",
	,
], 1), Fl = /* @__PURE__ */ G([[
	"div",
	{ class: "pane svelte-1lkj0ti" },
	[
		"div",
		{ class: "line apart" },
		[
			"strong",
			null,
			" "
		],
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	,
]]);
function Il(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(void 0), i = /* @__PURE__ */ M(0), a = /* @__PURE__ */ M(0), o = null, s = /* @__PURE__ */ M(0), c = /* @__PURE__ */ M(!1), l = /* @__PURE__ */ A(() => {
		let e = Math.max(80, H(i) - pl.left - 2), n = Math.max(240, H(s) - 420), r = t.extent.rows / t.extent.keys, a = Math.min(e, n / Math.max(r, .2));
		return {
			width: a,
			height: Math.max(80, Math.min(n, a * r))
		};
	}), u = /* @__PURE__ */ A(() => t.finest === null ? null : new El(n.source, {
		run: n.state.run,
		head: t.head,
		text: n.state.text
	}, n.state.channel, t.extent, {
		finest: t.finest,
		highest: t.highest
	}, () => {
		N(a, H(a) + 1);
	})), d = /* @__PURE__ */ A(() => cl(t.view, H(l), t.finest ?? 0, t.highest)), f = /* @__PURE__ */ A(() => Oa(n.state, n.start.ramps)), p = Z(n.source, () => n.of("head", t.head, n.state.text)), m = /* @__PURE__ */ A(() => n.hover.head === t.head || n.hover.head === null), h = /* @__PURE__ */ M(null);
	R(() => {
		let e = H(d) === 0 && H(m) ? n.hover.query : null, t = setTimeout(() => {
			N(h, e, !0);
		}, 140);
		return () => clearTimeout(t);
	});
	let g = Z(n.source, () => H(h) === null ? null : n.of("row", t.head, n.state.text, H(h))), _ = /* @__PURE__ */ A(() => (H(a), t.isStraight && H(u) && H(i) ? La(bl(H(u), t.view.rows, H(l), H(f))) : null));
	R(() => {
		H(u) && H(i) && (t.isStraight ? yl(H(u), t.view.rows, H(l)) : H(u).want(t.view, H(d)), N(c, H(u).isWaiting, !0));
	}), R(() => {
		if (H(a), !H(r) || !H(u) || !H(i)) return;
		N(c, H(u).isWaiting, !0);
		let e = {
			store: H(u),
			view: t.view,
			size: H(l),
			level: H(d),
			look: H(f),
			straight: H(_),
			sides: t.sides,
			language: n.state.language,
			pinned: {
				query: n.state.query,
				key: n.state.key
			},
			hovered: {
				query: n.hover.query,
				key: n.hover.key
			}
		}, o = H(r), s = requestAnimationFrame(() => xl(o, e));
		return () => cancelAnimationFrame(s);
	});
	function v(e) {
		if (!H(r)) return null;
		let n = H(r).getBoundingClientRect(), i = e.clientX - n.left - pl.left, a = e.clientY - n.top - pl.top;
		return i < 0 || a < 0 || i >= H(l).width || a >= H(l).height ? null : {
			x: i / H(l).width,
			y: a / H(l).height,
			query: dl(a, t.view.rows, H(l).height),
			key: dl(i, t.view.keys, H(l).width)
		};
	}
	function y(e) {
		let n = v(e);
		n && (e.preventDefault(), t.show(al(t.view, e.deltaY > 0 ? 1.25 : .8, n, t.extent)));
	}
	function b(e) {
		v(e) && (o = {
			x: e.clientX,
			y: e.clientY,
			view: t.view,
			isClick: !0
		}, H(r)?.setPointerCapture(e.pointerId));
	}
	function x(e) {
		if (o) {
			let n = (o.x - e.clientX) / H(l).width, r = (o.y - e.clientY) / H(l).height;
			Math.hypot(e.clientX - o.x, e.clientY - o.y) > 4 && (o.isClick = !1), o.isClick || t.show(ol(o.view, n, r, t.extent));
			return;
		}
		let r = t.isStraight ? null : v(e);
		n.point(r ? {
			head: t.head,
			query: r.query,
			key: r.key
		} : null);
	}
	function S(e) {
		let r = v(e);
		o?.isClick && r && !t.isStraight && n.go({
			query: r.query,
			key: r.key
		}), o = null;
	}
	function C(e) {
		let n = v(e);
		if (!n || !H(u)) return;
		let r = sl(t.view, n.query, n.key, (t.view.rows.to - t.view.rows.from) / 8, t.extent), i = H(u).strongest(r, H(d), 1)[0], a = 2 ** H(d) / 2;
		t.show(sl(t.view, i ? i.query + a : n.query, i ? i.key + a : n.key, (t.view.rows.to - t.view.rows.from) / 4, t.extent), !1);
	}
	function w(e) {
		let r = p.answer?.edges ?? [];
		if (!r.length) return;
		let i = r[(r.findIndex(([e, t]) => e === n.state.query && t === n.state.key) + e + r.length) % r.length];
		if (!i) return;
		let a = Math.min(256, Math.max(t.view.rows.to - t.view.rows.from, 16)), o = sl(il(null, null, t.extent), i[0], i[1], a, t.extent);
		n.go({
			query: i[0],
			key: i[1],
			rows: o.rows,
			keys: o.keys
		}), n.said = te(i[0], i[1]);
	}
	function ee(e) {
		let r = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key];
		if (e.key === "n" || e.key === "N") w(e.key === "n" ? 1 : -1);
		else if (e.key === "Enter" && n.hover.query !== null && n.hover.key !== null) n.go({
			query: n.hover.query,
			key: n.hover.key
		});
		else if (r && e.shiftKey) t.show(ol(t.view, .2 * (r[1] ?? 0), .2 * (r[0] ?? 0), t.extent));
		else if (r) {
			let e = 2 ** H(d), i = (e) => Math.floor((e.from + e.to) / 2), a = Math.min(Math.max((n.hover.query ?? n.state.query ?? i(t.view.rows)) + e * (r[0] ?? 0), 0), t.extent.rows - 1), o = Math.min(Math.max((n.hover.key ?? n.state.key ?? i(t.view.keys)) + e * (r[1] ?? 0), 0), t.extent.keys - 1);
			n.point({
				head: t.head,
				query: a,
				key: o
			}), (a < t.view.rows.from || a >= t.view.rows.to || o < t.view.keys.from || o >= t.view.keys.to) && t.show(sl(t.view, a, o, t.view.rows.to - t.view.rows.from, t.extent)), n.said = te(a, o);
		} else return;
		e.preventDefault();
	}
	function te(e, r) {
		H(a);
		let i = (e, t) => `${t} “${e?.tokens[t] ?? ""}”`, o = g.answer?.token === e && g.answer.head === t.head ? g.answer.strongest.find(([e]) => e === r)?.[1] : void 0;
		if (o !== void 0) return n.say("viewer_cell", {
			query: i(t.sides.query, e),
			key: i(t.sides.key, r),
			weight: $(o, n.state.language)
		});
		let s = H(u)?.at(e, r, H(d));
		if (!s) return "";
		if (Number.isNaN(s.value)) return n.say("viewer_cell_masked", {
			query: i(t.sides.query, e),
			key: i(t.sides.key, r)
		});
		let c = 2 ** s.level, l = (e, t) => `${Math.floor(e / c) * c}–${Math.min(t, (Math.floor(e / c) + 1) * c) - 1}`, f = (s.isCoded || !s.isExact ? "≈" : "") + $(s.value, n.state.language);
		return s.level === 0 ? n.say("viewer_cell", {
			query: i(t.sides.query, e),
			key: i(t.sides.key, r),
			weight: f
		}) : n.say(`viewer_cell_${n.state.channel}`, {
			query: l(e, t.extent.rows),
			key: l(r, t.extent.keys),
			weight: f
		});
	}
	let ne = /* @__PURE__ */ A(() => n.hover.query !== null && n.hover.key !== null ? te(n.hover.query, n.hover.key) : "");
	var re = Fl(), ie = P(re), ae = P(ie), oe = I(ae, !0), se = I(L(ae, 2), !0);
	D(ie);
	var ce = L(ie, 2), le = (e) => {
		var t = Ml(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_no_tiles")]), K(e, t);
	}, ue = (e) => {
		var n = Mr();
		Wr(F(n), () => H(a), (e) => {
			jl(e, {
				get store() {
					return H(u);
				},
				get view() {
					return t.view;
				},
				get level() {
					return H(d);
				},
				get sides() {
					return t.sides;
				}
			});
		}), K(e, n);
	}, de = (e) => {
		var i = Pl(), s = F(i), l = P(s);
		Ni(l, (e) => N(r, e), () => H(r));
		var f = L(l, 2), p = (e) => {
			Ol(e, {
				get store() {
					return H(u);
				},
				get extent() {
					return t.extent;
				},
				get view() {
					return t.view;
				},
				get show() {
					return t.show;
				},
				get version() {
					return H(a);
				}
			});
		};
		J(f, (e) => {
			H(u) && e(p);
		}), D(s);
		var m = L(s, 2), h = I(m, !0), g = L(m, 2);
		Wr(g, () => H(a), (e) => {
			var t = Mr(), n = F(t), r = (e) => {
				mo(e, {
					get missing() {
						return H(u).missing;
					},
					get failed() {
						return H(u).failed;
					}
				});
			};
			J(n, (e) => {
				(H(u)?.missing || H(u)?.failed) && e(r);
			}), K(e, t);
		});
		var _ = L(g, 2), v = (e) => {
			var r = Nl(), i = I(r, !0);
			z((e) => q(i, e), [() => n.say("viewer_no_finer", { count: 2 ** t.finest })]), K(e, r);
		};
		J(_, (e) => {
			H(d) === t.finest && t.finest > 0 && e(v);
		}), z((e, t) => {
			X(l, "aria-busy", H(c)), X(l, "aria-label", e), q(h, t), m.dir = m.dir;
		}, [() => n.say("viewer_matrix_of", { head: t.head }), () => H(ne) || (t.isStraight ? n.say("viewer_straight_help") : " ")]), wr("wheel", l, y), U("pointerdown", l, b), U("pointermove", l, x), U("pointerup", l, S), wr("pointerleave", l, () => {
			o || n.point(null);
		}), U("dblclick", l, C), U("keydown", l, ee), K(e, i);
	};
	J(ce, (e) => {
		t.finest === null ? e(le) : n.state.is_table && H(u) ? e(ue, 1) : e(de, -1);
	}), D(re), z((e) => {
		q(oe, t.head), q(se, e);
	}, [() => H(d) === 0 ? n.say("viewer_level_tokens") : n.say("viewer_level", { count: Za(2 ** H(d), n.state.language) })]), Pi("innerHeight", (e) => N(s, e, !0)), ji(re, "clientWidth", (e) => N(i, e)), K(e, re), k();
}
W([
	"pointerdown",
	"pointermove",
	"pointerup",
	"dblclick",
	"keydown"
]);
// src/panels/SegmentTable.svelte
var Ll = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Rl = /* @__PURE__ */ G([["canvas", { role: "img" }]]), zl = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), Bl = /* @__PURE__ */ G([[
	"div",
	null,
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Vl(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => n.of("segments", t.head, n.state.text)), i = /* @__PURE__ */ M(null), a = /* @__PURE__ */ M(void 0), o = /* @__PURE__ */ M(0);
	R(() => {
		let e = r.answer?.array;
		e && Bi(e).then((t) => {
			e === r.answer?.array && N(i, t);
		});
	});
	let s = /* @__PURE__ */ A(() => (r.answer?.labels ?? []).map((e, t) => e || String(t))), c = /* @__PURE__ */ A(() => {
		if (!H(i)) return null;
		let e = H(s).map((e, t) => H(i)?.values[t * (H(i)?.columns ?? 0) + t] ?? NaN).filter((e) => !Number.isNaN(e));
		return e.length ? e.reduce((e, t) => e + t, 0) / e.length : null;
	});
	R(() => {
		if (!H(a) || !H(i) || !H(o)) return;
		let e = getComputedStyle(H(a)), t = Ua(H(a), H(i), H(s).length <= 40 ? {
			queries: H(s),
			keys: H(s)
		} : null, {
			room: Math.min(H(o), 760),
			size: 560,
			font: e.fontFamily
		});
		Wa(H(a), H(i), La(Ia(H(i), Oa(n.state, n.start.ramps))), t, e);
	});
	var l = Bl(), u = P(l), d = I(u, !0), f = L(u, 2), p = (e) => {
		mo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(f, (e) => {
		(r.missing || r.failed) && e(p);
	});
	var m = L(f, 2), h = (e) => {
		var r = zl(), o = F(r), l = (e) => {
			var t = Ll(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_within", {
				inside: $a(H(c), n.state.language),
				outside: $a(Math.max(0, 1 - H(c)), n.state.language)
			})]), K(e, t);
		};
		J(o, (e) => {
			H(c) !== null && e(l);
		});
		var u = L(o, 2), d = (e) => {
			co(e, {
				get matrix() {
					return H(i);
				},
				level: 0,
				get queries() {
					return H(s);
				},
				get keys() {
					return H(s);
				}
			});
		}, f = (e) => {
			var r = Rl();
			Ni(r, (e) => N(a, e), () => H(a)), z((e) => X(r, "aria-label", e), [() => n.say("viewer_segments_of", { head: t.head })]), K(e, r);
		};
		J(u, (e) => {
			n.state.is_table ? e(d) : e(f, -1);
		}), K(e, r);
	};
	J(m, (e) => {
		r.answer && H(i) && e(h);
	}), D(l), z(() => q(d, t.head)), ji(l, "clientWidth", (e) => N(o, e)), K(e, l), k();
}
// src/panels/RowTable.svelte
var Hl = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		" "
	],
	[
		"th",
		{ scope: "row" },
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Ul = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Wl = /* @__PURE__ */ G([
	[
		"div",
		{
			class: "scroll svelte-pconer",
			tabindex: "0",
			role: "region"
		},
		[
			"table",
			null,
			[
				"thead",
				null,
				[
					"tr",
					null,
					[
						"th",
						{ scope: "col" },
						" "
					],
					[
						"th",
						{ scope: "col" },
						" "
					],
					[
						"th",
						{ scope: "col" },
						" "
					]
				]
			],
			["tbody"]
		]
	],
	" ",
	,
], 1);
function Gl(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.row.total - t.row.strongest.reduce((e, [, t]) => e + t, 0));
	var i = Wl(), a = F(i), o = P(a), s = P(o), c = P(s), l = P(c), u = I(l, !0), d = L(l), f = I(d, !0), p = I(L(d), !0);
	D(c), D(s);
	var h = L(s);
	Y(h, 21, () => t.row.strongest, ([e, t]) => e, (e, r) => {
		var i = /* @__PURE__ */ A(() => m(H(r), 2));
		let a = () => H(i)[0], o = () => H(i)[1];
		var s = Hl(), c = P(s), l = I(c, !0), u = L(c), d = I(P(u), !0);
		D(u);
		var f = I(L(u), !0);
		D(s), z((e) => {
			q(l, a()), q(d, t.labels[a()]), q(f, e);
		}, [() => $(o(), n.state.language)]), K(e, s);
	}), D(h), D(o), D(a);
	var g = L(a, 2), _ = (e) => {
		var i = Ul(), a = I(i, !0);
		z((e) => q(a, e), [() => n.say("viewer_the_rest", {
			count: Za(t.row.visible - t.row.strongest.length, n.state.language),
			weight: $(Math.max(0, H(r)), n.state.language)
		})]), K(e, i);
	};
	J(g, (e) => {
		t.row.is_whole && t.row.visible > t.row.strongest.length && e(_);
	}), z((e, t, n, r) => {
		X(a, "aria-label", e), q(u, t), q(f, n), q(p, r);
	}, [
		() => n.say("page_table"),
		() => n.say(t.row.axis === "query" ? "key" : "query"),
		() => n.say("viewer_token"),
		() => n.say("viewer_weight")
	]), K(e, i), k();
}
// src/panels/Strip.svelte
var Kl = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), ql = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "peak svelte-1ndmsc5"
	},
	[
		"bdi",
		null,
		" "
	],
	" "
]]), Jl = /* @__PURE__ */ G([["line", {
	x1: "0",
	x2: "100",
	class: "svelte-1ndmsc5"
}]], 4), Yl = /* @__PURE__ */ G([
	[
		"div",
		{ class: "strip svelte-1ndmsc5" },
		,
		" ",
		[
			"svg",
			{
				viewBox: "0 0 100 100",
				preserveAspectRatio: "none",
				role: "img",
				class: "svelte-1ndmsc5"
			},
			,
			["path", { class: "svelte-1ndmsc5" }]
		]
	],
	" ",
	[
		"p",
		{ class: "line apart note" },
		[
			"span",
			null,
			" "
		],
		[
			"span",
			null,
			" "
		]
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), Xl = /* @__PURE__ */ G([[
	"div",
	null,
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Zl(e, t) {
	O(t, !0);
	let n = Q(), r = 1e-7, i = /* @__PURE__ */ A(() => n.siteOf(t.head)), a = /* @__PURE__ */ A(() => n.labels?.sides[H(i)?.key_side ?? ""]?.tokens ?? []), o = Z(n.source, () => n.state.query === null ? null : n.of("row", t.head, n.state.text, n.state.query)), s = /* @__PURE__ */ M(null);
	R(() => {
		let e = o.answer?.strip;
		e && Bi(e).then((t) => {
			e === o.answer?.strip && N(s, t);
		});
	});
	let c = -Math.log10(r), l = /* @__PURE__ */ A(() => o.answer?.strip_cell_tokens ?? 1), u = /* @__PURE__ */ A(() => {
		let e = Array.from(H(s)?.values ?? []), t = (e) => !Number.isNaN(e), n = Math.max(0, e.findIndex(t)), r = e.findLastIndex(t) + 1;
		return {
			from: n * H(l),
			to: Math.min(r * H(l), H(a).length),
			values: e.slice(n, r)
		};
	}), d = (e) => 100 * (e + .5 - H(u).from) / Math.max(1, H(u).to - H(u).from), f = /* @__PURE__ */ A(() => H(u).values.map((e) => Number.isNaN(e) || e <= r ? null : Math.log10(e / r))), p = /* @__PURE__ */ A(() => (o.answer?.strongest ?? []).slice(0, 5));
	var h = Xl(), g = P(h), _ = I(g, !0), v = L(g, 2), y = (e) => {
		mo(e, {
			get missing() {
				return o.missing;
			},
			get failed() {
				return o.failed;
			}
		});
	};
	J(v, (e) => {
		(o.missing || o.failed) && e(y);
	});
	var b = L(v, 2), x = (e) => {
		var t = Kl(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_strip_help")]), K(e, t);
	}, S = (e) => {
		var t = Mr(), n = F(t), r = (e) => {
			Gl(e, {
				get row() {
					return o.answer;
				},
				get labels() {
					return H(a);
				}
			});
		};
		J(n, (e) => {
			o.answer && e(r);
		}), K(e, t);
	}, C = (e) => {
		var i = Yl(), s = F(i), l = P(s);
		Y(l, 19, () => H(p), ([e, t]) => e, (e, t, r) => {
			var i = /* @__PURE__ */ A(() => m(H(t), 2));
			let o = () => H(i)[0], s = () => H(i)[1];
			var c = ql();
			let l;
			var u = P(c), f = I(u, !0), p = L(u);
			D(c), z((e, t) => {
				l = di(c, "", l, {
					"--at": e,
					top: `${H(r) * 19}px`
				}), q(f, H(a)[o()]), q(p, ` ${t ?? ""}`);
			}, [() => `${d(o())}%`, () => $(s(), n.state.language)]), U("click", c, () => n.go({ key: o() })), K(e, c);
		});
		var h = L(l, 2), g = P(h);
		Y(g, 16, () => [
			1,
			2,
			3,
			4,
			5,
			6
		], (e) => e, (e, t) => {
			var n = Jl();
			z(() => {
				X(n, "y1", 100 - 100 * t / c), X(n, "y2", 100 - 100 * t / c);
			}), K(e, n);
		});
		var _ = L(g);
		D(h), D(s);
		var v = L(s, 2), y = P(v), b = I(y, !0), x = I(L(y), !0);
		D(v);
		var S = I(L(v, 2), !0);
		z((e, t, n, r, i) => {
			X(h, "aria-label", e), X(_, "d", t), q(b, n), q(x, r), q(S, i);
		}, [
			() => n.say("viewer_strip_of", {
				head: t.head,
				query: n.state.query
			}),
			() => Zs(H(f), c),
			() => Za(H(u).from, n.state.language),
			() => Za(Math.max(H(u).from, H(u).to - 1), n.state.language),
			() => n.say("viewer_strip_axis", {
				lowest: $(r, n.state.language),
				count: o.answer.strip_cell_tokens
			})
		]), K(e, i);
	};
	J(b, (e) => {
		n.state.query === null ? e(x) : n.state.is_table && H(i) ? e(S, 1) : H(s) && o.answer && e(C, 2);
	}), D(h), z(() => q(_, t.head)), K(e, h), k();
}
W(["click"]);
// src/panels/Matrix.svelte
var Ql = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), $l = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"span",
		{
			class: "line",
			role: "group"
		},
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "+"
			},
			"+"
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "-"
			},
			"−"
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "Home"
			},
			" "
		]
	]
], 1), eu = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), tu = /* @__PURE__ */ G([
	["div"],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), nu = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			null,
			" "
		],
		" ",
		[
			"div",
			{ class: "line" },
			,
			" ",
			[
				"button",
				{
					type: "button",
					"aria-keyshortcuts": "t"
				},
				" "
			]
		]
	],
	" ",
	[
		"div",
		{ class: "line tools svelte-1ramk2s" },
		,
		" ",
		,
	],
	" ",
	,
	" ",
	,
]]);
function ru(e, t) {
	O(t, !0);
	let n = Q(), r = [
		"",
		"distance",
		"segments",
		"strip"
	], i = /* @__PURE__ */ A(() => n.state.heads.length ? n.state.heads.slice(0, 4) : n.head ? [n.head] : []), a = /* @__PURE__ */ A(() => n.siteOf(H(i)[0] ?? null)), o = /* @__PURE__ */ A(() => ({
		query: n.labels?.sides[H(a)?.query_side ?? ""],
		key: n.labels?.sides[H(a)?.key_side ?? ""]
	})), s = /* @__PURE__ */ A(() => ({
		rows: H(o).query?.tokens.length ?? 0,
		keys: H(o).key?.tokens.length ?? 0
	})), c = /* @__PURE__ */ A(() => il(n.state.rows, n.state.keys, H(s))), l = /* @__PURE__ */ A(() => H(c).rows.to - H(c).rows.from === H(s).rows && H(c).keys.to - H(c).keys.from === H(s).keys), u = /* @__PURE__ */ A(() => n.state.mode !== "segments" && n.state.mode !== "strip"), d = /* @__PURE__ */ A(() => H(a) !== void 0 && H(a).query_side === H(a).key_side);
	function f(e, t = !0) {
		let r = nl(H(s)), i = e.rows.to - e.rows.from === r.rows.to && e.keys.to - e.keys.from === r.keys.to;
		n.go(i ? {
			rows: null,
			keys: null
		} : {
			rows: e.rows,
			keys: e.keys
		}, t);
	}
	let p = (e) => f(al(H(c), e, {
		x: .5,
		y: .5
	}, H(s)));
	function m(e) {
		if (!(e.target instanceof HTMLSelectElement || e.target instanceof HTMLInputElement)) {
			if (e.key === "+" || e.key === "=") p(.5);
			else if (e.key === "-") p(2);
			else if (e.key === "Home") f(nl(H(s)));
			else if (e.key === "PageDown") f(ol(H(c), 0, .8, H(s)));
			else if (e.key === "PageUp") f(ol(H(c), 0, -.8, H(s)));
			else return;
			e.preventDefault();
		}
	}
	var h = Mr(), g = F(h), _ = (e) => {
		var t = nu(), h = P(t), g = P(h), _ = I(g, !0), v = L(g, 2), y = P(v);
		Y(y, 16, () => r, (e) => e, (e, t) => {
			var r = Mr(), i = F(r), a = (e) => {
				var r = Ql(), i = I(r, !0);
				z((e) => {
					X(r, "aria-pressed", n.state.mode === t), q(i, e);
				}, [() => n.say(`viewer_mode_${t || "plain"}`)]), U("click", r, () => n.go({ mode: t })), K(e, r);
			};
			J(i, (e) => {
				(t !== "distance" || H(d)) && e(a);
			}), K(e, r);
		});
		var b = L(y, 2), x = I(b, !0);
		D(v), D(h);
		var S = L(h, 2), C = P(S), w = (e) => {
			var t = $l(), r = F(t);
			Ys(r, {});
			var i = L(r, 2), a = P(i), o = L(a, 2), c = L(o, 2), u = I(c, !0);
			D(i), z((e, t, n, r) => {
				X(i, "aria-label", e), X(a, "aria-label", t), X(o, "aria-label", n), c.disabled = H(l), q(u, r);
			}, [
				() => n.say("viewer_zooming"),
				() => n.say("viewer_nearer"),
				() => n.say("viewer_farther_out"),
				() => n.say("viewer_whole")
			]), U("click", a, () => p(.5)), U("click", o, () => p(2)), U("click", c, () => f(nl(H(s)), !1)), K(e, t);
		};
		J(C, (e) => {
			H(u) && e(w);
		});
		var ee = L(C, 2), te = (e) => {
			Jo(e, {});
		};
		J(ee, (e) => {
			n.state.mode !== "strip" && e(te);
		}), D(S);
		var ne = L(S, 2), re = (e) => {
			var t = eu(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_sampled", { rows: Za(n.overview.sampled_rows, n.state.language) })]), K(e, t);
		};
		J(ne, (e) => {
			n.overview?.sampled_rows && e(re);
		});
		var ie = L(ne, 2), ae = (e) => {
			var t = Mr();
			Y(F(t), 16, () => H(i), (e) => e, (e, t) => {
				Vl(e, { get head() {
					return t;
				} });
			}), K(e, t);
		}, oe = (e) => {
			var t = Mr();
			Y(F(t), 16, () => H(i), (e) => e, (e, t) => {
				Zl(e, { get head() {
					return t;
				} });
			}), K(e, t);
		}, se = (e) => {
			var t = tu(), r = F(t);
			let l;
			Y(r, 20, () => H(i), (e) => e, (e, t) => {
				{
					let r = /* @__PURE__ */ A(() => is(H(s).rows, H(s).keys)), i = /* @__PURE__ */ A(() => H(a).finest_level[n.state.text] ?? null), l = /* @__PURE__ */ A(() => n.state.mode === "distance" && H(d));
					Il(e, {
						get head() {
							return t;
						},
						get extent() {
							return H(s);
						},
						get view() {
							return H(c);
						},
						get sides() {
							return H(o);
						},
						show: f,
						get highest() {
							return H(r);
						},
						get finest() {
							return H(i);
						},
						get isStraight() {
							return H(l);
						}
					});
				}
			}), D(r);
			var u = I(L(r, 2), !0);
			z((e) => {
				l = li(r, 1, "panes svelte-1ramk2s", null, l, { several: H(i).length > 1 }), q(u, e);
			}, [() => n.say("viewer_matrix_help")]), K(e, t);
		};
		J(ie, (e) => {
			n.state.mode === "segments" ? e(ae) : n.state.mode === "strip" ? e(oe, 1) : e(se, -1);
		}), D(t), z((e, r, i) => {
			X(t, "aria-label", e), q(_, r), X(b, "aria-pressed", n.state.is_table), q(x, i);
		}, [
			() => n.say("viewer_screen_matrix"),
			() => n.say("viewer_screen_matrix"),
			() => n.say("page_table")
		]), U("keydown", t, m), U("click", b, () => n.go({ is_table: !n.state.is_table })), K(e, t);
	};
	J(g, (e) => {
		H(a) && H(s).rows && e(_);
	}), K(e, h), k();
}
W(["keydown", "click"]);
// src/draw/window.ts
function iu(e, t, n) {
	let r = Math.max(0, Math.min(e - (t >> 1), n - t));
	return {
		from: r,
		to: Math.min(n, r + t)
	};
}
// src/state/reveal.ts
function au(e, t) {
	let n = e?.querySelector(`[data-token="${t}"]`)?.getBoundingClientRect(), r = e?.getBoundingClientRect();
	e && n && r && (n.top < r.top || n.bottom > r.bottom) && (e.scrollTop += n.top - r.top - (r.height - n.height) / 2);
}
// src/state/walk.ts
function ou(e, t, n, r) {
	let i = {
		ArrowLeft: -1,
		ArrowRight: 1
	}[t.key];
	if (!i || !n?.tokens.length || t.ctrlKey || t.metaKey || t.altKey) return;
	t.preventDefault();
	let a = n.direction === "rtl" ? -i : i, o = r === t.shiftKey ? "query" : "key", s = Math.min(Math.max((e.state[o] ?? -a) + a, 0), n.tokens.length - 1);
	e.go({ [o]: s }, !0), e.said = `${s} “${n.tokens[s] ?? ""}”`;
}
// src/panels/Token.svelte
var su = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		tabindex: "-1"
	},
	[
		"bdi",
		null,
		" "
	]
]]);
function cu(e, t) {
	O(t, !0);
	let n = Li(t, "weight", 3, null), r = Li(t, "isPinned", 3, !1), i = Li(t, "isLit", 3, !1), a = Li(t, "isSpecial", 3, !1), o = Li(t, "title", 3, ""), s = Q(), c = /* @__PURE__ */ A(() => Oa(s.state, s.start.ramps)), l = /* @__PURE__ */ A(() => n() === null || Number.isNaN(n()) ? null : ja(ka(n(), H(c)), H(c).ramp)), u = /* @__PURE__ */ A(() => H(l) !== null && .299 * H(l)[0] + .587 * H(l)[1] + .114 * H(l)[2] > 140);
	var d = su();
	let f, p;
	var m = I(P(d), !0);
	D(d), z((e) => {
		f = li(d, 1, "token svelte-1w86jk2", null, f, {
			pinned: r(),
			lit: i(),
			special: a(),
			filled: H(l) !== null,
			bright: H(u)
		}), X(d, "aria-pressed", r()), X(d, "title", o()), X(d, "data-token", t.token), p = di(d, "", p, { "background-color": e }), q(m, t.label);
	}, [() => H(l) ? Fa(H(l)) : ""]), U("click", d, (e) => t.onpick(t.token, e.shiftKey)), wr("pointerenter", d, () => t.onpoint(t.token)), wr("pointerleave", d, () => t.onpoint(null)), K(e, d), k();
}
W(["click"]);
// src/panels/Ribbon.svelte
var lu = /* @__PURE__ */ G([[
	"span",
	{ class: "note" },
	" "
]]), uu = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), du = /* @__PURE__ */ G([
	,
	,
	" "
], 1), fu = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), pu = /* @__PURE__ */ G([[
	"div",
	{
		class: "side svelte-lgjbgn",
		role: "group"
	},
	,
	" ",
	,
	" ",
	["span", {
		class: "text",
		tabindex: "0",
		role: "group"
	}],
	" ",
	,
]]), mu = /* @__PURE__ */ G([["footer", { class: "panel svelte-lgjbgn" }]]);
function hu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(n.head)), i = /* @__PURE__ */ A(() => H(r) !== void 0 && H(r).query_side !== H(r).key_side), a = /* @__PURE__ */ A(() => H(r) ? H(i) ? [H(r).query_side, H(r).key_side] : [H(r).query_side] : []), o = /* @__PURE__ */ M(0), s = (e) => n.labels?.sides[e]?.tokens ?? [], c = /* @__PURE__ */ A(() => Object.fromEntries(H(a).map((e) => [e, new Set(n.labels?.sides[e]?.special ?? [])]))), l = (e) => (H(i) && e === H(r)?.key_side ? n.state.key : n.state.query ?? n.state.key) ?? 0, u = (e) => iu(l(e) + H(o), 120, s(e).length), d = /* @__PURE__ */ M(void 0);
	R(() => {
		let e = n.state.query ?? n.state.key;
		N(o, 0), e !== null && n.labels && mr().then(() => au(H(d), e));
	});
	let f = (e) => H(i) && e === H(r)?.key_side;
	function p(e, t, r) {
		n.go(f(e) === r ? { query: n.state.query === t ? null : t } : { key: n.state.key === t ? null : t });
	}
	function m(e, t) {
		n.point(f(e) ? { key: t } : { query: t });
	}
	var h = mu();
	Y(h, 20, () => H(a), (e) => e, (e, t) => {
		let r = /* @__PURE__ */ A(() => u(t));
		var a = pu(), l = P(a), d = (e) => {
			var r = lu(), i = I(r, !0);
			z((e) => q(i, e), [() => n.say(`viewer_side_${t}`) || t]), K(e, r);
		};
		J(l, (e) => {
			H(i) && e(d);
		});
		var h = L(l, 2), g = (e) => {
			var t = uu(), i = I(t);
			z((e) => q(i, `‹ ${e ?? ""}`), [() => n.say("viewer_before", { count: Za(H(r).from, n.state.language) })]), U("click", t, () => N(o, H(o) - 120)), K(e, t);
		};
		J(h, (e) => {
			H(r).from > 0 && e(g);
		});
		var _ = L(h, 2);
		Y(_, 23, () => s(t).slice(H(r).from, H(r).to), (e, t) => H(r).from + t, (e, a, o) => {
			let s = /* @__PURE__ */ A(() => H(r).from + H(o));
			var l = du(), u = F(l);
			{
				let e = /* @__PURE__ */ A(() => H(c)[t]?.has(H(s)) ?? !1), r = /* @__PURE__ */ A(() => f(t) ? n.state.key === H(s) : n.state.query === H(s)), o = /* @__PURE__ */ A(() => n.hover.key === H(s) || !f(t) && n.hover.query === H(s) || !H(i) && n.state.key === H(s));
				cu(u, {
					get label() {
						return H(a);
					},
					get token() {
						return H(s);
					},
					get isSpecial() {
						return H(e);
					},
					get isPinned() {
						return H(r);
					},
					get isLit() {
						return H(o);
					},
					onpick: (e, n) => p(t, e, n),
					onpoint: (e) => m(t, e)
				});
			}
			var d = L(u, 1, !0);
			d.nodeValue = " ", K(e, l);
		}), D(_);
		var v = L(_, 2), y = (e) => {
			var i = fu(), a = I(i);
			z((e) => q(a, `${e ?? ""} ›`), [() => n.say("viewer_after", { count: Za(s(t).length - H(r).to, n.state.language) })]), U("click", i, () => N(o, H(o) + 120)), K(e, i);
		}, b = /* @__PURE__ */ A(() => H(r).to < s(t).length);
		J(v, (e) => {
			H(b) && e(y);
		}), D(a), z((e, r) => {
			X(a, "aria-label", e), X(a, "dir", n.labels?.sides[t]?.direction ?? "ltr"), X(_, "aria-label", r), a.dir = a.dir;
		}, [() => n.say("viewer_ribbon", { side: n.say(`viewer_side_${t}`) || t }), () => n.say("viewer_ribbon_help")]), U("keydown", _, (e) => ou(n, e, n.labels?.sides[t], f(t))), K(e, a);
	}), D(h), Ni(h, (e) => N(d, e), () => H(d)), K(e, h), k();
}
W(["click", "keydown"]);
// src/panels/Shelf.svelte
var gu = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), _u = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), vu = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), yu = /* @__PURE__ */ G([[
	"li",
	{ class: "panel svelte-vwn8xj" },
	[
		"h3",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	" ",
	[
		"p",
		{ class: "title" },
		" "
	],
	" ",
	,
	" ",
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	[
		"span",
		{ class: "line svelte-vwn8xj" },
		[
			"button",
			{ type: "button" },
			" "
		],
		" ",
		,
	]
]]), bu = /* @__PURE__ */ G([[
	"li",
	{ class: "panel svelte-vwn8xj" },
	[
		"h3",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"p",
		{ class: "warn" },
		" "
	]
]]), xu = /* @__PURE__ */ G([[
	"section",
	{ "aria-labelledby": "shelf-heading" },
	[
		"h2",
		{ id: "shelf-heading" },
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	[
		"ul",
		{ class: "svelte-vwn8xj" },
		,
		" ",
		,
	]
]]);
function Su(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => "shelf"), i = (e) => n.go({
		run: e.name,
		screen: "sky",
		text: 0,
		heads: [],
		against: "",
		query: null,
		key: null,
		rows: null,
		keys: null,
		only: "",
		mode: "",
		pair: 0
	}), a = (e) => n.go({
		screen: "compare",
		against: `${e.name}/${n.head ?? ""}`
	});
	var o = xu(), s = P(o), c = I(s, !0), l = L(s, 2), u = (e) => {
		mo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(l, (e) => {
		(r.missing || r.failed) && e(u);
	});
	var d = L(l, 2), f = (e) => {
		var t = gu(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_shelf_empty")]), K(e, t);
	};
	J(d, (e) => {
		r.answer && r.answer.runs.length + r.answer.unreadable.length === 0 && e(f);
	});
	var p = L(d, 2), m = P(p);
	Y(m, 17, () => r.answer?.runs ?? [], (e) => e.name, (e, t) => {
		var r = yu(), o = P(r), s = I(P(o), !0);
		D(o);
		var c = L(o, 2), l = I(c, !0), u = L(c, 2), d = (e) => {
			var t = _u(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_partial")]), K(e, t);
		};
		J(u, (e) => {
			H(t).state === "partial" && e(d);
		});
		var f = L(u, 2), p = I(f, !0), m = L(f, 2), h = P(m), g = I(h, !0), _ = L(h, 2), v = (e) => {
			var r = vu(), i = I(r, !0);
			z((e) => q(i, e), [() => n.say("viewer_compare_with", { run: n.state.run })]), U("click", r, () => a(H(t))), K(e, r);
		};
		J(_, (e) => {
			n.state.run && H(t).name !== n.state.run && e(v);
		}), D(m), D(r), z((e, i, a) => {
			X(r, "aria-current", H(t).name === n.state.run), q(s, H(t).name), q(l, e), q(p, i), q(g, a);
		}, [
			() => n.told(H(t).title),
			() => n.told(H(t).trust),
			() => n.say("viewer_open")
		]), U("click", h, () => i(H(t))), K(e, r);
	}), Y(L(m, 2), 17, () => r.answer?.unreadable ?? [], (e) => e.name, (e, t) => {
		var r = bu(), i = P(r), a = I(P(i), !0);
		D(i);
		var o = I(L(i), !0);
		D(r), z((e) => {
			q(a, H(t).name), q(o, e);
		}, [() => n.told(H(t).reason)]), K(e, r);
	}), D(p), D(o), z((e) => q(c, e), [() => n.say("viewer_screen_shelf")]), K(e, o), k();
}
W(["click"]);
// src/draw/sky.ts
var Cu = 12;
function wu(e, t, n) {
	let r = e.heads.filter((e) => n === "" || e.label === n);
	if (t === "layer") return e.sites.map((e) => ({
		name: e.site,
		heads: r.filter((t) => t.site === e.site)
	})).filter((e) => e.heads.length > 0);
	let i = Tu(e, r, t);
	return Array.from({ length: Math.ceil(i.length / Cu) }, (e, t) => ({
		name: String(t * Cu + 1),
		heads: i.slice(t * Cu, (t + 1) * Cu)
	}));
}
function Tu(e, t, n) {
	if (n === "cluster") {
		let n = new Map(e.cluster.map((e, t) => [e, t]));
		return [...t].sort((e, t) => (n.get(e.head) ?? 0) - (n.get(t.head) ?? 0));
	}
	let r = e.statistics.findIndex((e) => e.name === n), i = (e) => e.statistics[r] ?? -Infinity;
	return [...t].sort((e, t) => i(t) - i(e));
}
function Eu(e, t) {
	let n = e.heads.map((e) => e.statistics[t]).filter((e) => e != null);
	return n.length ? n.reduce((e, t) => e + t, 0) / n.length : null;
}
function Du(e, t, n) {
	let r = e.findIndex((e) => e.heads.some((e) => e.head === t)), i = e[r]?.heads.findIndex((e) => e.head === t) ?? 0, a = {
		ArrowLeft: [0, -1],
		ArrowRight: [0, 1],
		ArrowUp: [-1, 0],
		ArrowDown: [1, 0],
		Home: [0, -i],
		End: [0, Infinity]
	}[n], o = e[r + (a?.[0] ?? 0)];
	return !o || !a ? t : o.heads[Math.min(Math.max(i + (a[1] ?? 0), 0), o.heads.length - 1)]?.head ?? t;
}
// src/panels/SkyControls.svelte
var Ou = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), ku = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), Au = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), ju = /* @__PURE__ */ G([[
	"span",
	{ class: "line" },
	,
	" "
]]), Mu = /* @__PURE__ */ G([[
	"div",
	{ class: "line" },
	[
		"label",
		{ class: "line" },
		" ",
		[
			"select",
			{ class: "svelte-lnhqpw" },
			[
				"option",
				null,
				" "
			],
			[
				"option",
				null,
				" "
			],
			,
		]
	],
	" ",
	[
		"label",
		{ class: "line" },
		" ",
		[
			"select",
			{ class: "svelte-lnhqpw" },
			[
				"option",
				null,
				" "
			],
			[
				"option",
				null,
				" "
			],
			,
		]
	],
	" ",
	[
		"label",
		{ class: "line" },
		" ",
		[
			"select",
			{ class: "svelte-lnhqpw" },
			[
				"option",
				null,
				" "
			],
			,
		]
	],
	" ",
	[
		"button",
		{
			type: "button",
			"aria-keyshortcuts": "s"
		},
		" "
	],
	" ",
	[
		"button",
		{
			type: "button",
			"aria-keyshortcuts": "t"
		},
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Nu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => [...new Set(t.overview.heads.map((e) => e.label))]), i = /* @__PURE__ */ A(() => t.overview.heads.reduce((e, t) => e + t.sink_share, 0) / Math.max(1, t.overview.heads.length));
	var a = Mu(), o = P(a), s = P(o), c = L(s), l = P(c), u = I(l, !0);
	l.value = l.__value = "thumbnail";
	var d = L(l), f = I(d, !0);
	d.value = d.__value = "pattern", Y(L(d), 17, () => t.overview.statistics, (e) => e.name, (e, t) => {
		var r = Ou(), i = I(r, !0), a = {};
		z((e) => {
			q(i, e), a !== (a = H(t).name) && (r.value = (r.__value = a) ?? "");
		}, [() => n.say(H(t).name)]), K(e, r);
	}), D(c);
	var p;
	hi(c), D(o);
	var m = L(o, 2), h = P(m), g = L(h), _ = P(g), v = I(_, !0);
	_.value = _.__value = "layer";
	var y = L(_), b = I(y, !0);
	y.value = y.__value = "cluster", Y(L(y), 17, () => t.overview.statistics, (e) => e.name, (e, t) => {
		var r = ku(), i = I(r, !0), a = {};
		z((e) => {
			q(i, e), a !== (a = H(t).name) && (r.value = (r.__value = a) ?? "");
		}, [() => n.say(H(t).name)]), K(e, r);
	}), D(g);
	var x;
	hi(g), D(m);
	var S = L(m, 2), C = P(S), w = L(C), ee = P(w), te = I(ee, !0);
	ee.value = ee.__value = "", Y(L(ee), 16, () => H(r), (e) => e, (e, t) => {
		var r = Au(), i = I(r, !0), a = {};
		z((e) => {
			q(i, e), a !== (a = t) && (r.value = (r.__value = a) ?? "");
		}, [() => n.say(`label_${t}`)]), K(e, r);
	}), D(w);
	var ne;
	hi(w), D(S);
	var re = L(S, 2), ie = I(re, !0), ae = L(re, 2), oe = I(ae, !0), se = L(ae, 2), ce = (e) => {
		Jo(e, {});
	};
	J(se, (e) => {
		n.state.metric === "thumbnail" && e(ce);
	});
	var le = L(se, 2), ue = (e) => {
		var t = Mr();
		Y(F(t), 16, () => H(r), (e) => e, (e, t) => {
			var r = ju(), i = P(r);
			Ts(i, { get label() {
				return t;
			} });
			var a = L(i);
			D(r), z((e) => q(a, ` ${e ?? ""}`), [() => n.say(`label_${t}`)]), K(e, r);
		}), K(e, t);
	};
	J(le, (e) => {
		n.state.metric === "pattern" && e(ue);
	}), D(a), z((e, t, r, i, a, o, l, d, m, _) => {
		q(s, `${e ?? ""} `), q(u, t), q(f, r), p !== (p = n.state.metric) && (c.value = (c.__value = p) ?? "", mi(c, p)), q(h, `${i ?? ""} `), q(v, a), q(b, o), x !== (x = n.state.order) && (g.value = (g.__value = x) ?? "", mi(g, x)), q(C, `${l ?? ""} `), q(te, d), ne !== (ne = n.state.only) && (w.value = (w.__value = ne) ?? "", mi(w, ne)), X(re, "aria-pressed", n.state.sinks === "dimmed"), q(ie, m), X(ae, "aria-pressed", n.state.is_table), q(oe, _);
	}, [
		() => n.say("viewer_show"),
		() => n.say("page_sky_pictures"),
		() => n.say("page_sky_patterns"),
		() => n.say("viewer_order"),
		() => n.say("viewer_order_layer"),
		() => n.say("viewer_order_cluster"),
		() => n.say("viewer_only"),
		() => n.say("viewer_only_all"),
		() => n.say("viewer_dim_sinks", { share: t.overview.is_read ? $a(H(i), n.state.language) : "…" }),
		() => n.say("page_table")
	]), U("change", c, (e) => n.go({ metric: e.currentTarget.value })), U("change", g, (e) => n.go({ order: e.currentTarget.value })), U("change", w, (e) => n.go({ only: e.currentTarget.value })), U("click", re, () => n.go({ sinks: n.state.sinks === "dimmed" ? "shown" : "dimmed" }, !0)), U("click", ae, () => n.go({ is_table: !n.state.is_table })), K(e, a), k();
}
W(["change", "click"]);
// src/panels/SkyMargin.svelte
var Pu = /* @__PURE__ */ G([[
	"span",
	{ class: "margin svelte-1dyvlgo" },
	["span", { class: "fill svelte-1dyvlgo" }],
	[
		"span",
		{ class: "number svelte-1dyvlgo" },
		" "
	]
]]);
function Fu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => Eu(t.line, t.statistic)), i = /* @__PURE__ */ A(() => H(r) === null ? 0 : Math.min(1, Math.max(0, (H(r) - t.name.low) / (t.name.high - t.name.low || 1))));
	var a = Mr(), o = F(a), s = (e) => {
		var t = Pu(), a = P(t);
		let o;
		var s = I(L(a), !0);
		D(t), z((e, n) => {
			X(t, "title", e), o = di(a, "", o, { width: `${100 * H(i)}%` }), q(s, n);
		}, [() => n.say("viewer_mean", { value: eo(H(r), 2, n.state.language) }), () => eo(H(r), 2, n.state.language)]), K(e, t);
	};
	J(o, (e) => {
		H(r) !== null && e(s);
	}), K(e, a), k();
}
// src/panels/SkyTable.svelte
var Iu = /* @__PURE__ */ G([[
	"th",
	{ scope: "col" },
	" ",
	,
]]), Lu = /* @__PURE__ */ G([[
	"td",
	null,
	" "
]]), Ru = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		[
			"button",
			{ type: "button" },
			" "
		]
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	],
	,
]]), zu = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-1aza7ja",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				,
			]
		],
		["tbody"]
	]
]]);
function Bu(e, t) {
	O(t, !0);
	let n = Q();
	var r = zu(), i = P(r), a = P(i), o = P(a), s = P(o), c = I(s, !0), l = L(s), u = I(l, !0), d = L(l), f = I(d, !0);
	Y(L(d), 17, () => t.overview.statistics, (e) => e.name, (e, t) => {
		var r = Iu(), i = P(r, !0), a = L(i), o = (e) => {
			var r = jr();
			z((e) => q(r, `(${e ?? ""})`), [() => n.say(`unit_${H(t).unit}`)]), K(e, r);
		};
		J(a, (e) => {
			H(t).unit !== "share" && e(o);
		}), D(r), z((e) => q(i, e), [() => n.say(H(t).name)]), K(e, r);
	}), D(o), D(a);
	var p = L(a);
	Y(p, 21, () => t.lines.flatMap((e) => e.heads), (e) => e.head, (e, t) => {
		var r = Ru(), i = P(r), a = P(i), o = I(a, !0);
		D(i);
		var s = L(i), c = I(s, !0), l = L(s), u = I(l, !0);
		Y(L(l), 17, () => H(t).statistics, Gr, (e, t) => {
			var r = Lu(), i = I(r, !0);
			z((e) => q(i, e), [() => H(t) === null ? "–" : eo(H(t), 2, n.state.language)]), K(e, r);
		}), D(r), z((e, n) => {
			q(o, H(t).head), q(c, e), q(u, n);
		}, [() => n.say(`label_${H(t).label}`), () => $a(H(t).sink_share, n.state.language)]), U("click", a, () => n.go({
			screen: "head",
			heads: [H(t).head]
		})), K(e, r);
	}), D(p), D(i), D(r), z((e, t, n, i) => {
		X(r, "aria-label", e), q(c, t), q(u, n), q(f, i);
	}, [
		() => n.say("page_table"),
		() => n.say("viewer_screen_head"),
		() => n.say("page_sky_patterns"),
		() => n.say("viewer_sinks")
	]), K(e, r), k();
}
W(["click"]);
// src/panels/StatisticCell.svelte
var Vu = /* @__PURE__ */ G([[
	"span",
	null,
	" "
]]);
function Hu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.value === null ? 0 : (t.value - t.name.low) / (t.name.high - t.name.low || 1)), i = /* @__PURE__ */ A(() => ja(H(r), n.start.ramps[n.state.theme] ?? [])), a = /* @__PURE__ */ A(() => .299 * H(i)[0] + .587 * H(i)[1] + .114 * H(i)[2] > 140);
	var o = Vu();
	let s, c;
	var l = I(o, !0);
	z((e, n) => {
		s = li(o, 1, "cell svelte-1ixb6nd", null, s, {
			bright: H(a),
			absent: t.value === null
		}), c = di(o, "", c, { background: e }), q(l, n);
	}, [() => t.value === null ? "" : Fa(H(i)), () => t.value === null ? "–" : eo(t.value, t.value >= 10 ? 0 : t.name.unit === "share" ? 2 : 1, n.state.language)]), K(e, o), k();
}
// src/panels/Thumbnail.svelte
var Uu = /* @__PURE__ */ G([["canvas", {
	"aria-hidden": "true",
	class: "svelte-hjuumv"
}]]);
function Wu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(void 0), i = /* @__PURE__ */ M(null);
	R(() => {
		let e = t.array;
		Bi(e).then((n) => {
			e === t.array && N(i, n);
		});
	}), R(() => {
		H(r) && H(i) && (H(r).width = H(i).columns, H(r).height = H(i).rows, H(r).getContext("2d")?.putImageData(Ia(H(i), Oa(n.state, n.start.ramps)), 0, 0));
	});
	var a = Uu();
	Ni(a, (e) => N(r, e), () => H(r)), K(e, a), k();
}
// src/panels/Sky.svelte
var Gu = /* @__PURE__ */ G([[
	"span",
	{ class: "absent svelte-12uihn2" },
	"–"
]]), Ku = /* @__PURE__ */ G([[
	"span",
	{ class: "removed svelte-12uihn2" },
	" "
]]), qu = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		role: "gridcell"
	},
	,
	" ",
	,
]]), Ju = /* @__PURE__ */ G([[
	"div",
	{
		class: "row svelte-12uihn2",
		role: "row"
	},
	[
		"span",
		{
			class: "name mono svelte-12uihn2",
			role: "rowheader"
		},
		" "
	],
	" ",
	,
	" ",
	,
]]), Yu = /* @__PURE__ */ G([
	[
		"div",
		{ class: "scroll svelte-12uihn2" },
		["div", {
			class: "sky svelte-12uihn2",
			role: "grid",
			tabindex: "-1"
		}]
	],
	" ",
	[
		"p",
		{ class: "read svelte-12uihn2" },
		" "
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), Xu = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel",
		"aria-labelledby": "sky-heading"
	},
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			{ id: "sky-heading" },
			" "
		],
		,
	],
	" ",
	,
	" ",
	,
]]);
function Zu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.overview), i = Z(n.source, () => n.state.run ? n.of("thumbnails", n.state.text) : null), a = /* @__PURE__ */ A(() => H(r) ? wu(H(r), n.state.order, n.state.only) : []), o = /* @__PURE__ */ A(() => H(r)?.statistics.findIndex((e) => e.name === n.state.metric) ?? -1), s = /* @__PURE__ */ A(() => Math.max(1, ...H(a).map((e) => e.heads.length))), c = /* @__PURE__ */ A(() => H(a)[0]?.heads[0]?.head ?? ""), l = /* @__PURE__ */ A(() => H(a).some((e) => e.heads.some((e) => e.head === n.head)) ? n.head : H(c)), u = /* @__PURE__ */ M(void 0), d = /* @__PURE__ */ A(() => H(r)?.heads.find((e) => e.head === (n.hover.head ?? H(l)))), f = (e) => n.state.sinks === "dimmed" && e.sink_share >= .3, p = (e) => n.say("page_cell_label", {
		head: e.head,
		label: n.say(`label_${e.label}`),
		evidence: n.say(`claim_${e.evidence}`),
		share: $a(e.sink_share, n.state.language)
	});
	function m(e, t) {
		let r = n.state.heads.filter((t) => t !== e.head);
		n.go(t ? { heads: [...r, e.head].slice(-4) } : {
			heads: [e.head],
			query: null,
			key: null
		}), n.said = n.say("page_selected", {
			head: e.head,
			label: n.say(`label_${e.label}`)
		});
	}
	function h(e) {
		if (e.key === "Enter" && !e.shiftKey && H(l)) {
			e.preventDefault(), n.go({
				screen: "head",
				heads: [H(l)]
			});
			return;
		}
		if (!/^(Arrow|Home|End)/.test(e.key) || !H(l)) return;
		e.preventDefault();
		let t = H(r)?.heads.find((t) => t.head === Du(H(a), H(l), e.key));
		t && t.head !== H(l) && (m(t, e.shiftKey), requestAnimationFrame(() => H(u)?.querySelector("[tabindex=\"0\"]")?.focus()));
	}
	var g = Mr(), _ = F(g), v = (e) => {
		var t = Xu(), c = P(t), g = P(c), _ = I(g, !0);
		Nu(L(g), { get overview() {
			return H(r);
		} }), D(c);
		var v = L(c, 2), y = (e) => {
			mo(e, {
				get missing() {
					return i.missing;
				},
				get failed() {
					return i.failed;
				}
			});
		};
		J(v, (e) => {
			n.state.metric === "thumbnail" && (i.missing || i.failed) && e(y);
		});
		var b = L(v, 2), x = (e) => {
			Bu(e, {
				get lines() {
					return H(a);
				},
				get overview() {
					return H(r);
				}
			});
		}, S = (e) => {
			var t = Yu(), c = F(t), g = P(c);
			let _;
			Y(g, 21, () => H(a), (e) => e.name, (e, t) => {
				var a = Ju(), s = P(a), c = I(s, !0), u = L(s, 2);
				Y(u, 17, () => H(t).heads, (e) => e.head, (e, t) => {
					var a = qu();
					let s;
					var c = P(a), u = (e) => {
						{
							let n = /* @__PURE__ */ A(() => H(t).evidence === "low");
							Ts(e, {
								get label() {
									return H(t).label;
								},
								get isLow() {
									return H(n);
								}
							});
						}
					}, d = (e) => {
						{
							let n = /* @__PURE__ */ A(() => H(t).statistics[H(o)] ?? null);
							Hu(e, {
								get value() {
									return H(n);
								},
								get name() {
									return H(r).statistics[H(o)];
								}
							});
						}
					}, h = (e) => {
						Wu(e, { get array() {
							return i.answer.images[H(t).head];
						} });
					}, g = (e) => {
						K(e, Gu());
					};
					J(c, (e) => {
						n.state.metric === "pattern" ? e(u) : H(o) >= 0 && H(r).statistics[H(o)] ? e(d, 1) : i.answer?.images[H(t).head] ? e(h, 2) : e(g, -1);
					});
					var _ = L(c, 2), v = (e) => {
						var r = Ku(), i = I(r);
						z((e) => q(i, `−${e ?? ""}`), [() => $a(H(t).sink_share, n.state.language)]), K(e, r);
					}, y = /* @__PURE__ */ A(() => f(H(t)));
					J(_, (e) => {
						H(y) && e(v);
					}), D(a), z((e, n, r) => {
						s = li(a, 1, "cell svelte-12uihn2", null, s, { dim: e }), X(a, "aria-selected", n), X(a, "tabindex", H(t).head === H(l) ? 0 : -1), X(a, "aria-label", r), X(a, "data-head", H(t).head);
					}, [
						() => f(H(t)),
						() => n.state.heads.includes(H(t).head),
						() => p(H(t))
					]), U("click", a, (e) => m(H(t), e.shiftKey)), U("dblclick", a, () => n.go({
						screen: "head",
						heads: [H(t).head]
					})), wr("pointerenter", a, () => n.point({ head: H(t).head })), wr("pointerleave", a, () => n.point({ head: null })), K(e, a);
				});
				var d = L(u, 2), h = (e) => {
					Fu(e, {
						get line() {
							return H(t);
						},
						get statistic() {
							return H(o);
						},
						get name() {
							return H(r).statistics[H(o)];
						}
					});
				};
				J(d, (e) => {
					n.state.order === "layer" && H(o) >= 0 && H(r).statistics[H(o)] && e(h);
				}), D(a), z(() => q(c, H(t).name)), K(e, a);
			}), D(g), Ni(g, (e) => N(u, e), () => H(u)), D(c);
			var v = L(c, 2), y = I(v, !0), b = I(L(v, 2), !0);
			z((e, t, n) => {
				X(g, "aria-label", e), _ = di(g, "", _, {
					"--widest": H(s),
					"--lines": H(a).length
				}), q(y, t), q(b, n);
			}, [
				() => n.say("page_sky"),
				() => n.told(H(d)?.claim),
				() => n.say("viewer_sky_help")
			]), U("keydown", g, h), K(e, t);
		};
		J(b, (e) => {
			n.state.is_table ? e(x) : e(S, -1);
		}), D(t), z((e) => q(_, e), [() => n.say("viewer_screen_sky")]), K(e, t);
	};
	J(_, (e) => {
		H(r) && e(v);
	}), K(e, g), k();
}
W([
	"keydown",
	"click",
	"dblclick"
]);
// src/panels/Views.svelte
var Qu = /* @__PURE__ */ G([": ", [
	"button",
	{ type: "button" },
	" "
]], 1), $u = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), ed = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), td = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" ",
		,
	],
	" ",
	,
	" ",
	,
	" ",
	,
]]), nd = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			null,
			" "
		],
		,
	],
	" ",
	["div", { class: "views svelte-y4swnh" }]
], 1);
function rd(e, t) {
	O(t, !0);
	let n = Q(), r = Z(n.source, () => n.state.run ? n.of("findings", n.state.language) : null);
	var i = nd(), a = F(i), o = (e) => {
		mo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(a, (e) => {
		(r.missing || r.failed) && e(o);
	});
	var s = L(a, 2), c = P(s), l = I(c, !0);
	Jo(L(c), {}), D(s);
	var u = L(s, 2);
	Y(u, 21, () => r.answer?.four_views ?? [], (e) => e.kind, (e, t) => {
		var r = td(), i = P(r), a = P(i, !0), o = L(a), s = (e) => {
			var r = Qu(), i = L(F(r)), a = I(i, !0);
			z(() => q(a, H(t).head)), U("click", i, () => n.go({
				screen: "head",
				heads: [H(t).head]
			})), K(e, r);
		};
		J(o, (e) => {
			H(t).head && e(s);
		}), D(i);
		var c = L(i, 2), l = (e) => {
			var n = $u(), r = I(n, !0);
			z(() => q(r, H(t).grade)), K(e, n);
		};
		J(c, (e) => {
			H(t).grade && e(l);
		});
		var u = L(c, 2), d = (e) => {
			var n = ed(), r = I(n, !0);
			z(() => q(r, H(t).note)), K(e, n);
		};
		J(u, (e) => {
			H(t).note && e(d);
		});
		var f = L(u, 2), p = (e) => {
			Lc(e, {
				get head() {
					return H(t).head;
				},
				size: 320
			});
		};
		J(f, (e) => {
			H(t).head && e(p);
		}), D(r), z((e, t) => {
			X(r, "aria-label", e), q(a, t);
		}, [() => n.say(`viewer_view_${H(t).kind}`), () => n.say(`viewer_view_${H(t).kind}`)]), K(e, r);
	}), D(u), z((e) => q(l, e), [() => n.say("viewer_screen_views")]), K(e, i), k();
}
W(["click"]);
// src/draw/arcs.ts
function id(e, t, n, r) {
	let i = (e.query - t.query + .5) * n, a = (e.key - t.key + .5) * n;
	return `M0 ${i} C${r / 2} ${i} ${r / 2} ${a} ${r} ${a}`;
}
function ad(e, t, n, r, i) {
	let a = [];
	for (let o = 0; o < t; o++) {
		let t = Array.from(e.subarray(o * n, (o + 1) * n), (e, t) => ({
			query: o,
			key: t,
			weight: e
		}));
		a.push(...t.filter((e) => e.weight >= i).sort((e, t) => t.weight - e.weight).slice(0, r));
	}
	return a;
}
// src/panels/Arcs.svelte
var od = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-v2j3s0" },
	[
		"button",
		{
			type: "button",
			class: "svelte-v2j3s0"
		},
		[
			"bdi",
			null,
			" "
		]
	]
]]), sd = /* @__PURE__ */ G([["ol"]]), cd = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), ld = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-v2j3s0",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), ud = /* @__PURE__ */ G([[
	"path",
	{ class: "svelte-v2j3s0" },
	[
		"title",
		null,
		" "
	]
]], 4), dd = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	[
		"bdi",
		null,
		" "
	],
	" ",
	[
		"span",
		{ class: "note" },
		" "
	],
	" ",
	[
		"span",
		{ class: "mono" },
		" "
	]
]]), fd = /* @__PURE__ */ G([[
	"p",
	{ class: "line" },
	[
		"span",
		{ class: "note" },
		" "
	],
	" ",
	,
]]), pd = /* @__PURE__ */ G([
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	[
		"div",
		{ class: "arcs svelte-v2j3s0" },
		,
		" ",
		["svg", { role: "img" }],
		" ",
		,
	],
	" ",
	,
], 1), md = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1);
function hd(e, t) {
	O(t, !0);
	let n = (e, n = d) => {
		let i = /* @__PURE__ */ A(() => n().pinned !== null && n().pinned >= n().view.from && n().pinned < n().view.to ? n().pinned : n().view.from);
		var a = sd();
		Y(a, 23, () => n().labels.slice(n().view.from, n().view.to), (e, t) => n().view.from + t, (e, a, o) => {
			let s = /* @__PURE__ */ A(() => n().view.from + H(o));
			var c = od(), l = P(c), u = I(P(l), !0);
			D(l), D(c), z(() => {
				X(l, "tabindex", H(s) === H(i) ? 0 : -1), X(l, "aria-pressed", n().pinned === H(s)), q(u, H(a));
			}), U("click", l, () => r.go({ [n().axis]: n().pinned === H(s) ? null : H(s) })), U("keydown", l, y), wr("pointerenter", l, () => r.point({
				head: t.head,
				[n().axis]: H(s)
			})), wr("pointerleave", l, () => r.point(null)), K(e, c);
		}), D(a), z((e) => {
			li(a, 1, ri(n().axis), "svelte-v2j3s0"), X(a, "aria-label", e);
		}, [() => r.say(n().axis)]), K(e, a);
	}, r = Q(), i = /* @__PURE__ */ A(() => r.labels?.sides[t.site.query_side]?.tokens ?? []), a = /* @__PURE__ */ A(() => r.labels?.sides[t.site.key_side]?.tokens ?? []), o = /* @__PURE__ */ A(() => Math.max(H(i).length, H(a).length) <= 40 && H(i).length > 0), s = /* @__PURE__ */ A(() => t.isReadBy ? r.hover.key ?? r.state.key : r.hover.query ?? r.state.query), c = Z(r.source, () => H(o) ? r.of("tile", t.head, r.state.text, 0, 0, 0, "mass") : null), l = Z(r.source, () => {
		let e = t.isReadBy ? r.state.key : r.state.query;
		return H(o) || e === null ? null : r.of(t.isReadBy ? "column" : "row", t.head, r.state.text, e);
	}), u = /* @__PURE__ */ M(null);
	R(() => {
		let e = c.answer?.array;
		e && Bi(e).then((t) => {
			e === c.answer?.array && N(u, t);
		});
	});
	let f = /* @__PURE__ */ A(() => {
		if (H(o) && H(u)) return ad(H(u).values, H(u).rows, H(u).columns, H(s) === null ? 3 : H(u).columns, H(s) === null ? .05 : .005).filter((e) => H(s) === null || (t.isReadBy ? e.key : e.query) === H(s));
		let e = l.answer;
		return H(o) || !e ? [] : e.strongest.slice(0, 60).map(([n, r]) => t.isReadBy ? {
			query: n,
			key: e.token,
			weight: r
		} : {
			query: e.token,
			key: n,
			weight: r
		});
	}), p = /* @__PURE__ */ A(() => iu(r.state.query ?? H(f)[0]?.query ?? 0, H(o) ? H(i).length : 60, H(i).length)), m = /* @__PURE__ */ A(() => iu(r.state.key ?? H(f)[0]?.key ?? 0, H(o) ? H(a).length : 60, H(a).length)), h = /* @__PURE__ */ A(() => H(f).filter((e) => e.query >= H(p).from && e.query < H(p).to && e.key >= H(m).from && e.key < H(m).to)), g = /* @__PURE__ */ A(() => H(f).filter((e) => !H(h).includes(e))), _ = /* @__PURE__ */ A(() => 22 * Math.max(H(p).to - H(p).from, H(m).to - H(m).from, 1)), v = /* @__PURE__ */ A(() => [{
		axis: "query",
		labels: H(i),
		view: H(p),
		pinned: r.state.query
	}, {
		axis: "key",
		labels: H(a),
		view: H(m),
		pinned: r.state.key
	}]);
	function y(e) {
		let t = {
			ArrowUp: -1,
			ArrowDown: 1
		}[e.key];
		if (!t || !(e.target instanceof HTMLElement)) return;
		let n = e.target.closest("li"), r = t < 0 ? n?.previousElementSibling : n?.nextElementSibling;
		e.preventDefault(), r?.querySelector("button")?.focus();
	}
	var b = md(), x = F(b), S = (e) => {
		{
			let t = /* @__PURE__ */ A(() => c.missing ?? l.missing), n = /* @__PURE__ */ A(() => c.failed || l.failed);
			mo(e, {
				get missing() {
					return H(t);
				},
				get failed() {
					return H(n);
				}
			});
		}
	};
	J(x, (e) => {
		(c.missing || l.missing || c.failed || l.failed) && e(S);
	});
	var C = L(x, 2), w = (e) => {
		var t = ld(), n = P(t), o = P(n), s = P(o), c = P(s), l = I(c, !0), u = L(c), d = I(u, !0), p = I(L(u), !0);
		D(s), D(o);
		var m = L(o);
		Y(m, 21, () => H(f), Gr, (e, t) => {
			var n = cd(), o = P(n), s = I(P(o), !0);
			D(o);
			var c = L(o), l = I(P(c), !0);
			D(c);
			var u = I(L(c), !0);
			D(n), z((e) => {
				q(s, H(i)[H(t).query]), q(l, H(a)[H(t).key]), q(u, e);
			}, [() => $(H(t).weight, r.state.language)]), K(e, n);
		}), D(m), D(n), D(t), z((e, n, r, i) => {
			X(t, "aria-label", e), q(l, n), q(d, r), q(p, i);
		}, [
			() => r.say("page_table"),
			() => r.say("query"),
			() => r.say("key"),
			() => r.say("viewer_weight")
		]), K(e, t);
	}, ee = (e) => {
		var s = pd(), c = F(s), l = I(c, !0), u = L(c, 2), d = P(u);
		n(d, () => H(v)[0]);
		var f = L(d, 2);
		X(f, "width", 260), Y(f, 21, () => H(h), Gr, (e, t) => {
			var n = ud();
			let i;
			var a = I(P(n), !0);
			D(n), z((e, r, o) => {
				X(n, "d", e), i = di(n, "", i, {
					"stroke-width": `${1 + 7 * H(t).weight}px`,
					opacity: r
				}), q(a, o);
			}, [
				() => id(H(t), {
					query: H(p).from,
					key: H(m).from
				}, 22, 260),
				() => String(Math.min(1, .15 + H(t).weight)),
				() => $(H(t).weight, r.state.language)
			]), K(e, n);
		}), D(f);
		var y = L(f, 2);
		n(y, () => H(v)[1]), D(u);
		var b = L(u, 2), x = (e) => {
			var n = fd(), o = P(n), s = I(o, !0);
			Y(L(o, 2), 17, () => H(g).slice(0, 12), Gr, (e, n) => {
				var o = dd(), s = P(o), c = I(s, !0), l = L(s, 2), u = I(l, !0), d = I(L(l, 2), !0);
				D(o), z((e) => {
					q(c, t.isReadBy ? H(i)[H(n).query] : H(a)[H(n).key]), q(u, t.isReadBy ? H(n).query : H(n).key), q(d, e);
				}, [() => $(H(n).weight, r.state.language)]), U("click", o, () => r.go({
					query: H(n).query,
					key: H(n).key
				})), K(e, o);
			}), D(n), z((e) => q(s, e), [() => r.say("viewer_farther")]), K(e, n);
		};
		J(b, (e) => {
			H(g).length && e(x);
		}), z((e, t) => {
			q(l, e), X(f, "height", H(_)), X(f, "viewBox", `0 0 260 ${H(_)}`), X(f, "aria-label", t);
		}, [() => r.say(H(o) ? "viewer_arcs_help" : "viewer_arcs_long", { count: 3 }), () => r.say("viewer_arcs_of", {
			head: t.head,
			arcs: H(h).slice(0, 12).map((e) => `${H(i)[e.query] ?? ""} → ${H(a)[e.key] ?? ""} ${$(e.weight, r.state.language)}`).join("; ")
		})]), K(e, s);
	};
	J(C, (e) => {
		r.state.is_table ? e(w) : e(ee, -1);
	}), K(e, b), k();
}
W(["click", "keydown"]);
// src/panels/TextHeat.svelte
var gd = /* @__PURE__ */ G([
	,
	,
	" "
], 1), _d = /* @__PURE__ */ G([["div", {
	class: "chosen svelte-1xf5opo",
	tabindex: "0",
	role: "group"
}]]), vd = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	[
		"bdi",
		null,
		" "
	],
	" ",
	[
		"span",
		{ class: "note" },
		" "
	],
	" ",
	[
		"span",
		{ class: "mono" },
		" "
	]
]]), yd = /* @__PURE__ */ G([["p", { class: "line" }]]), bd = /* @__PURE__ */ G([[
	"div",
	{ class: "line" },
	[
		"button",
		{ type: "button" },
		" "
	],
	" ",
	[
		"button",
		{ type: "button" },
		" "
	]
]]), xd = /* @__PURE__ */ G([
	,
	,
	" "
], 1), Sd = /* @__PURE__ */ G([
	,
	,
	" ",
	,
	" ",
	["div", {
		class: "text svelte-1xf5opo",
		tabindex: "0",
		role: "group"
	}]
], 1), Cd = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"p",
		{ class: "note" },
		,
	],
	" ",
	,
	" ",
	,
], 1);
function wd(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.site.query_side !== t.site.key_side), i = /* @__PURE__ */ A(() => n.labels?.sides[t.isReadBy ? t.site.query_side : t.site.key_side]), a = /* @__PURE__ */ A(() => n.labels?.sides[t.isReadBy ? t.site.key_side : t.site.query_side]), o = /* @__PURE__ */ A(() => t.isReadBy ? n.state.key : n.state.query), s = /* @__PURE__ */ A(() => H(i)?.tokens ?? []), c = /* @__PURE__ */ A(() => H(a)?.tokens ?? []), l = /* @__PURE__ */ A(() => new Set(H(i)?.special ?? [])), u = Z(n.source, () => H(o) === null ? null : n.of(t.isReadBy ? "column" : "row", t.head, n.state.text, H(o))), d = /* @__PURE__ */ M(null);
	R(() => {
		let e = u.answer?.strip;
		e && Bi(e).then((t) => {
			e === u.answer?.strip && N(d, t);
		});
	});
	let f = /* @__PURE__ */ A(() => new Map(u.answer?.strongest ?? [])), p = /* @__PURE__ */ M(0), h = /* @__PURE__ */ M(void 0), g = /* @__PURE__ */ A(() => iu(H(p) + 300, 600, H(s).length)), _ = /* @__PURE__ */ A(() => iu(H(o) ?? 0, 150, H(c).length));
	R(() => {
		H(o) !== null && !H(r) && H(s).length && _r(() => v(H(o)));
	});
	function v(e) {
		(e < H(g).from || e >= H(g).to) && N(p, e - 300), mr().then(() => au(H(h), e));
	}
	function y(e) {
		N(p, e, !0), H(h) && (H(h).scrollTop = 0);
	}
	function b(e) {
		if (H(o) === null || !u.answer) return null;
		let t = H(f).get(e);
		return t === void 0 ? H(d) ? H(d).values[Math.floor(e / u.answer.strip_cell_tokens)] ?? null : null : t;
	}
	let x = (e) => {
		let t = b(e);
		return t === null || Number.isNaN(t) ? "" : `${H(f).has(e) ? "" : "≈"}${$(t, n.state.language)}`;
	}, S = /* @__PURE__ */ A(() => t.isReadBy !== H(r)), C = (e, t) => n.go(H(S) === t ? { query: e } : { key: e });
	var w = Cd(), ee = F(w), te = (e) => {
		mo(e, {
			get missing() {
				return u.missing;
			},
			get failed() {
				return u.failed;
			}
		});
	};
	J(ee, (e) => {
		(u.missing || u.failed) && e(te);
	});
	var ne = L(ee, 2), re = P(ne), ie = (e) => {
		var r = jr();
		z((e) => q(r, e), [() => n.say(t.isReadBy ? "viewer_heat_by_help" : "viewer_heat_help")]), K(e, r);
	}, ae = (e) => {
		var r = jr();
		z((e) => q(r, e), [() => n.say(t.isReadBy ? "viewer_heat_by" : "viewer_heat_of", {
			token: H(o),
			label: H(c)[H(o)] ?? ""
		})]), K(e, r);
	};
	J(re, (e) => {
		H(o) === null ? e(ie) : e(ae, -1);
	}), D(ne);
	var oe = L(ne, 2), se = (e) => {
		var r = _d();
		Y(r, 23, () => H(c).slice(H(_).from, H(_).to), (e, t) => H(_).from + t, (e, r, i) => {
			let a = /* @__PURE__ */ A(() => H(_).from + H(i));
			var s = gd(), c = F(s);
			{
				let e = /* @__PURE__ */ A(() => H(a) === H(o));
				cu(c, {
					get label() {
						return H(r);
					},
					get token() {
						return H(a);
					},
					get isPinned() {
						return H(e);
					},
					onpick: (e) => n.go(t.isReadBy ? { key: e } : { query: e }),
					onpoint: () => void 0
				});
			}
			var l = L(c, 1, !0);
			l.nodeValue = " ", K(e, s);
		}), D(r), z((e) => {
			X(r, "dir", H(a)?.direction ?? "ltr"), X(r, "aria-label", e), r.dir = r.dir;
		}, [() => n.say("viewer_ribbon_help")]), U("keydown", r, (e) => ou(n, e, H(a), t.isReadBy)), K(e, r);
	};
	J(oe, (e) => {
		H(r) && e(se);
	});
	var ce = L(oe, 2), le = (e) => {
		var t = Mr(), n = F(t), r = (e) => {
			Gl(e, {
				get row() {
					return u.answer;
				},
				get labels() {
					return H(s);
				}
			});
		};
		J(n, (e) => {
			u.answer && H(o) !== null && e(r);
		}), K(e, t);
	}, ue = (e) => {
		var r = Sd(), a = F(r), c = (e) => {
			var t = yd();
			Y(t, 21, () => u.answer.strongest.slice(0, 8), ([e, t]) => e, (e, t) => {
				var r = /* @__PURE__ */ A(() => m(H(t), 2));
				let i = () => H(r)[0], a = () => H(r)[1];
				var o = vd(), c = P(o), l = I(c, !0), u = L(c, 2), d = I(u, !0), f = I(L(u, 2), !0);
				D(o), z((e) => {
					q(l, H(s)[i()]), q(d, i()), q(f, e);
				}, [() => $(a(), n.state.language)]), U("click", o, () => v(i())), K(e, o);
			}), D(t), K(e, t);
		};
		J(a, (e) => {
			u.answer && H(o) !== null && e(c);
		});
		var d = L(a, 2), f = (e) => {
			var t = bd(), r = P(t), i = I(r), a = L(r, 2), o = I(a);
			D(t), z((e, t) => {
				r.disabled = H(g).from === 0, q(i, `‹ ${e ?? ""}`), a.disabled = H(g).to >= H(s).length, q(o, `${t ?? ""} ›`);
			}, [() => n.say("viewer_before", { count: Za(H(g).from, n.state.language) }), () => n.say("viewer_after", { count: Za(H(s).length - H(g).to, n.state.language) })]), U("click", r, () => y(Math.max(0, H(g).from - 600))), U("click", a, () => y(H(g).to)), K(e, t);
		};
		J(d, (e) => {
			(H(g).from > 0 || H(g).to < H(s).length) && e(f);
		});
		var p = L(d, 2);
		Y(p, 23, () => H(s).slice(H(g).from, H(g).to), (e, t) => H(g).from + t, (e, r, i) => {
			let a = /* @__PURE__ */ A(() => H(g).from + H(i));
			var o = xd(), s = F(o);
			{
				let e = /* @__PURE__ */ A(() => b(H(a))), i = /* @__PURE__ */ A(() => x(H(a))), o = /* @__PURE__ */ A(() => H(l).has(H(a))), c = /* @__PURE__ */ A(() => H(a) === (H(S) ? n.state.key : n.state.query)), u = /* @__PURE__ */ A(() => H(a) === (t.isReadBy ? n.hover.query : n.hover.key));
				cu(s, {
					get label() {
						return H(r);
					},
					get token() {
						return H(a);
					},
					get weight() {
						return H(e);
					},
					get title() {
						return H(i);
					},
					get isSpecial() {
						return H(o);
					},
					get isPinned() {
						return H(c);
					},
					get isLit() {
						return H(u);
					},
					onpick: C,
					onpoint: (e) => n.point(t.isReadBy ? {
						head: t.head,
						query: e
					} : {
						head: t.head,
						key: e
					})
				});
			}
			var c = L(s, 1, !0);
			c.nodeValue = " ", K(e, o);
		}), D(p), Ni(p, (e) => N(h, e), () => H(h)), z((e) => {
			X(p, "dir", H(i)?.direction ?? "ltr"), X(p, "aria-label", e), p.dir = p.dir;
		}, [() => n.say("viewer_ribbon_help")]), U("keydown", p, (e) => ou(n, e, H(i), H(S))), K(e, r);
	};
	J(ce, (e) => {
		n.state.is_table ? e(le) : e(ue, -1);
	}), K(e, w), k();
}
W(["keydown", "click"]);
// src/panels/Words.svelte
var Td = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel",
		"aria-labelledby": "words-heading"
	},
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			{ id: "words-heading" },
			" "
		],
		" ",
		[
			"div",
			{ class: "line" },
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			[
				"button",
				{
					type: "button",
					"aria-keyshortcuts": "t"
				},
				" "
			],
			" ",
			,
		]
	],
	" ",
	,
]]);
function Ed(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(n.head)), i = /* @__PURE__ */ A(() => Math.max(n.labels?.sides[H(r)?.query_side ?? ""]?.tokens.length ?? 0, n.labels?.sides[H(r)?.key_side ?? ""]?.tokens.length ?? 0)), a = /* @__PURE__ */ A(() => n.state.mode.split("-")[0] ?? ""), o = /* @__PURE__ */ A(() => H(a) === "arcs" || H(a) === "heat" ? H(a) : H(i) <= 40 ? "arcs" : "heat"), s = /* @__PURE__ */ A(() => n.state.mode.endsWith("-by")), c = (e, t) => n.go({ mode: e + (t ? "-by" : "") });
	var l = Mr(), u = F(l), d = (e) => {
		var t = Td(), i = P(t), l = P(i), u = I(l, !0), d = L(l, 2), f = P(d), p = I(f, !0), m = L(f, 2), h = I(m, !0), g = L(m, 2), _ = I(g, !0), v = L(g, 2), y = I(v, !0), b = L(v, 2), x = (e) => {
			Jo(e, {});
		};
		J(b, (e) => {
			H(o) === "heat" && e(x);
		}), D(d), D(i);
		var S = L(i, 2), C = (e) => {
			hd(e, {
				get head() {
					return n.head;
				},
				get site() {
					return H(r);
				},
				get isReadBy() {
					return H(s);
				}
			});
		}, w = (e) => {
			wd(e, {
				get head() {
					return n.head;
				},
				get site() {
					return H(r);
				},
				get isReadBy() {
					return H(s);
				}
			});
		};
		J(S, (e) => {
			H(o) === "arcs" ? e(C) : e(w, -1);
		}), D(t), z((e, t, r, i) => {
			q(u, n.head), X(f, "aria-pressed", H(o) === "arcs"), q(p, e), X(m, "aria-pressed", H(o) === "heat"), q(h, t), X(g, "aria-pressed", H(s)), q(_, r), X(v, "aria-pressed", n.state.is_table), q(y, i);
		}, [
			() => n.say("viewer_arcs"),
			() => n.say("viewer_heat"),
			() => n.say("viewer_read_by"),
			() => n.say("page_table")
		]), U("click", f, () => c("arcs", H(s))), U("click", m, () => c("heat", H(s))), U("click", g, () => c(H(a), !H(s))), U("click", v, () => n.go({ is_table: !n.state.is_table })), K(e, t);
	};
	J(u, (e) => {
		n.head && H(r) && e(d);
	}), K(e, l), k();
}
W(["click"]);
// src/panels/App.svelte
var Dd = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Od = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), kd = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), Ad = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), jd = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"main",
		{
			tabindex: "-1",
			class: "svelte-1cvz4kw"
		},
		,
	],
	" ",
	,
	" ",
	[
		"div",
		{
			class: "unseen",
			role: "status",
			"aria-live": "polite"
		},
		" "
	]
], 1), Md = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), Nd = /* @__PURE__ */ G([[
	"div",
	{
		role: "group",
		"aria-label": "headscope"
	},
	,
]]);
function Pd(e, t) {
	O(t, !0);
	let n = Li(t, "viewer", 7);
	Sa(_r(() => n()));
	let r = {
		shelf: Su,
		sky: Zu,
		head: Hc,
		matrix: ru,
		words: Ed,
		compare: Cs,
		findings: Bs,
		alignment: Lo,
		views: rd,
		glossary: Ks
	}, i = (e) => Object.hasOwn(r, e), a = /* @__PURE__ */ A(() => n().state.screen !== "shelf" && n().state.screen !== "glossary"), o = /* @__PURE__ */ A(() => H(a) && n().overview !== null), s = _r(() => n().source), c = Z(s, () => `strings/${n().state.language}`), l = Z(s, () => n().state.run ? n().of("overview") : null), u = Z(s, () => [
		"sky",
		"head",
		"compare"
	].includes(n().state.screen) && l.answer?.is_read === !1 ? Gi(l.answer.run, "overview", "whole") : null), d = Z(s, () => n().state.run ? n().of("text", n().state.text) : null);
	R(() => {
		c.answer && (n().strings = c.answer);
	}), R(() => {
		let e = [u.answer, l.answer].find((e) => e && e.run === n().state.run);
		n().overview = e ?? null;
	}), R(() => {
		n().labels = n().state.run && d.request === n().of("text", n().state.text) ? d.answer : null;
	}), R(() => n().listen());
	let f = /* @__PURE__ */ M(void 0), p = _r(() => n().state.screen);
	R(() => {
		n().state.screen !== p && (p = n().state.screen, mr().then(() => {
			!m && document.activeElement === document.body && H(f)?.focus({ preventScroll: !0 });
		}));
	});
	let m = _r(() => n().start.host === "widget"), h = (e) => ma(n(), e), g = /* @__PURE__ */ A(() => i(n().state.screen) ? r[n().state.screen] : Zu);
	var _ = Nd();
	wr("keydown", rn, function(...e) {
		(m ? void 0 : h)?.apply(this, e);
	});
	let v;
	var y = P(_), b = (e) => {
		var t = jd(), r = F(t);
		Wo(r, {});
		var i = L(r, 2), s = P(i), c = (e) => {
			mo(e, {
				get missing() {
					return l.missing;
				},
				get failed() {
					return l.failed;
				}
			});
		}, u = (e) => {
			var t = Dd(), r = I(t, !0);
			z((e) => q(r, e), [() => n().say("viewer_loading")]), K(e, t);
		}, d = (e) => {
			var t = kd(), r = F(t), i = (e) => {
				var t = Mr();
				Y(F(t), 16, () => n().told(n().overview.notices) ?? [], (e) => e, (e, t) => {
					var n = Od(), r = I(n, !0);
					z(() => q(r, t)), K(e, n);
				}), K(e, t);
			};
			J(r, (e) => {
				n().overview && H(a) && e(i);
			}), ei(L(r, 2), () => H(g), (e, t) => {
				t(e, {});
			}), K(e, t);
		};
		J(s, (e) => {
			H(a) && (l.missing || l.failed) ? e(c) : H(a) && !n().overview ? e(u, 1) : e(d, -1);
		}), D(i), Ni(i, (e) => N(f, e), () => H(f));
		var p = L(i, 2), m = (e) => {
			var t = Ad(), n = F(t);
			el(n, {}), hu(L(n, 2), {}), K(e, t);
		};
		J(p, (e) => {
			H(o) && e(m);
		});
		var h = I(L(p, 2), !0);
		z(() => q(h, n().said)), K(e, t);
	}, x = (e) => {
		var t = Md(), n = I(t, !0);
		z((e) => q(n, e), [() => c.failed || Object.values(c.missing?.message ?? {}).join(" ")]), K(e, t);
	};
	J(y, (e) => {
		n().strings ? e(b) : (c.failed || c.missing) && e(x, 1);
	}), D(_), z(() => {
		v = li(_, 1, "headscope svelte-1cvz4kw", null, v, { narrow: !H(o) }), X(_, "data-theme", n().state.theme), X(_, "lang", n().state.language === "zh" ? "zh-Hans" : n().state.language);
	}), U("keydown", _, function(...e) {
		(m ? h : void 0)?.apply(this, e);
	}), K(e, _), k();
}
W(["keydown"]);
// src/state/history.ts
var Fd = (e) => ({
	read: () => location.hash.slice(1) || e,
	push: (e) => history.pushState(null, "", `#${e}`),
	replace: (e) => history.replaceState(null, "", `#${e}`),
	back: () => history.back(),
	listen(t) {
		let n = () => t(location.hash.slice(1) || e);
		return addEventListener("popstate", n), () => removeEventListener("popstate", n);
	}
});
function Id(e) {
	let t = e, n = null;
	return Ld({
		read: () => t,
		write: (e) => {
			t = e;
		},
		listen(e) {
			return n = e, () => {
				n = null;
			};
		},
		tell: (e) => n?.(e)
	});
}
function Ld(e) {
	let t = [];
	return {
		read: e.read,
		push(n) {
			t.push(e.read()), e.write(n);
		},
		replace: e.write,
		back() {
			let n = t.pop();
			n !== void 0 && (e.write(n), e.tell(n));
		},
		listen: e.listen
	};
}
// src/hosts/kernel.ts
var Rd = (e) => typeof e == "object" && !!e && "id" in e && "answer" in e;
function zd(e) {
	let t = /* @__PURE__ */ new Map(), n = 0;
	return e.on("msg:custom", (e) => {
		Rd(e) && (t.get(e.id)?.(e.answer), t.delete(e.id));
	}), { get(r) {
		let i = ++n;
		return new Promise((n) => {
			t.set(i, n), e.send({
				id: i,
				request: r
			});
		}).then((e) => qi(e));
	} };
}
function Bd(e) {
	let t = () => String(e.get("at") ?? "");
	return Ld({
		read: t,
		write(t) {
			e.set("at", t), e.save_changes();
		},
		listen(n) {
			let r = () => n(t());
			return e.on("change:at", r), () => e.off("change:at", r);
		},
		tell: () => void 0
	});
}
// src/hosts/entry.ts
function Vd(e, t, n, r) {
	let i = Lr(Pd, {
		target: e,
		props: { viewer: new ya(t, n, r) }
	});
	return () => void Vr(i);
}
var Hd = document.getElementById("headscope-start"), Ud = document.getElementById("headscope");
if (Hd && Ud) {
	let e = JSON.parse(Hd.textContent ?? "");
	Vd(Ud, e.host === "page" ? ea(e.answers) : Xi(new URL(".", document.baseURI).href), e, location.protocol === "about:" ? Id(e.at) : Fd(e.at));
}
function Wd({ model: e, el: t }) {
	return t.dataset.lmSuppressShortcuts = "true", Vd(t, zd(e), JSON.parse(e.get("start")), Bd(e));
}
var Gd = { render: Wd };
export { Gd as default };
