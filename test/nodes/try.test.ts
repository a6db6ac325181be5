import { runNodes, connect } from './engine';
import { seedKnowledge, recordMessage, jsonOf, envelope, damagedEnvelope } from './fixtures';
it('runs', async () => {
 await seedKnowledge();
 const out: string[] = [];
 for (const text of ['How long does delivery take?','Where is my order 1042?','Where is my order 1042? My e-mail is ada@example.com','I want to complain about your staff','I am furious, this is the worst service I have ever had!','Can I talk to a human please?','How do I return the lamp?','Do you sell submarines?','hello', 'thanks a lot', 'Ich bin wütend']) {
  const e = await recordMessage(text);
  const run = await runNodes([{name:'T',type:'triage'},{name:'S',type:'sentimentGate'},{name:'K',type:'knowledgeAnswer'},{name:'D',type:'escalationDecision'}],[e],{connections:connect(['Start',0,'T'],['T',0,'S'],['S',0,'K'],['S',1,'D'],['K',0,'D'],['K',1,'D'],['K',2,'D'])});
  const d = jsonOf(run,'D'); const i = d.findIndex((x)=>x.length>0); const j:any = d[i]?.[0];
  out.push(JSON.stringify({text, err: run.error?.message, t:[j?.triage?.intent,j?.triage?.confidence,j?.triage?.smallTalk,j?.triage?.entities?.map((x:any)=>x.kind+':'+x.value)], s:[j?.sentiment?.score,j?.sentiment?.anger,j?.sentiment?.upset], k:[j?.answer?.kind,j?.answer?.text,j?.answer?.confidence], d:[i,j?.decision?.outcome,j?.decision?.reasons?.map((r:any)=>r.code)]}));
 }
 for (const type of ['triage','sentimentGate','knowledgeAnswer','escalationDecision','contextPackager','humanHandoff','replyGate','supportIntake']) {
  for (const it of [damagedEnvelope('Where is my order?'), envelope('Where is my order?'), {} ]) {
   const r = await runNodes([{name:'N',type}],[it as never]); const o = jsonOf(r,'N');
   out.push(type+' '+JSON.stringify(o.map(x=>x.map((y:any)=>({error:y.error,handoff:y.handoff,reply:y.reply,ans:y.answer?.kind,dec:y.decision?.outcome,ign:y.ignored}))))+' '+r.error?.message);
  }
 }
 console.log(out.join('\n'));
});
